"""Pieces drawn by hand, as (longitude, latitude), each with the reason and the likely error.

They stand in for what no free source shows. Replace one when a better source turns up.
"""

Points = list[tuple[float, float]]

JUNCTION = (46.7289, 39.7519)
"""Where the Lachin road meets the turn to Shusha: blocked on 12 December 2022, in the zone until then."""

_TURSHSU = (46.6431, 39.6875)

ROAD_2020: Points = [
    # Goris - Tegh - border - Zabukh - Lachin - Turshsu - Shusha turn - Khankendi, through settlement
    # points; about 1 km.
    (46.3382, 39.5129), (46.3800, 39.5200), (46.4150, 39.5290), (46.4500, 39.5450), (46.4772, 39.5579),
    (46.5000, 39.5650), (46.5230, 39.5760), (46.5420, 39.5880), (46.5400, 39.6050), (46.5360, 39.6220),
    (46.5469, 39.6400), (46.5570, 39.6560), (46.5733, 39.6690), (46.5900, 39.6770), (46.6169, 39.6783),
    _TURSHSU, (46.6600, 39.7010), (46.6777, 39.7177), (46.6960, 39.7330), (46.7130, 39.7440),
    JUNCTION, (46.7278, 39.7700), (46.7450, 39.7740), (46.7530, 39.7880), (46.7470, 39.8030),
    (46.7519, 39.8153),
]  # fmt: skip

ROAD_2022: Points = [
    # Tegh - Kornidzor - Hakari bridge - Hin Shen - Mets Shen - then the old road. From the published
    # lengths (32 km in all, 21.3 km from the old road to the bridge); about 2 km, windings not drawn.
    (46.4772, 39.5579), (46.5000, 39.5530), (46.5250, 39.5480), (46.5480, 39.5560), (46.5690, 39.5690),
    (46.5850, 39.5820), (46.5950, 39.6000), (46.6020, 39.6180), (46.6073, 39.6393), (46.6010, 39.6530),
    (46.6049, 39.6660), (46.6169, 39.6783), *ROAD_2020[ROAD_2020.index(_TURSHSU):],
]  # fmt: skip

HALF_WIDTH = 2500.0
"""Metres each side of the road: the statement of 10 November 2020 speaks of a corridor 5 km wide."""

ZABUKH_CUT: Points = [
    # Parts the belt between Jaghazur and Zabukh with the old highway to the border (passed on
    # 30 March 2023) from the stretch with Sus, Lachin and Zabukh (passed in August 2022); about 1 km.
    (46.440, 39.640), (46.490, 39.612), (46.520, 39.603), (46.5375, 39.5915), (46.5375, 39.5830),
    (46.552, 39.560), (46.560, 39.530), (46.430, 39.500),
]  # fmt: skip

SHUSHA_POCKET: Points = [
    # Land round Shusha town that Azerbaijan held on 10 November 2020, joined to the southern front;
    # Who's On First puts it on the other side. The west edge leaves the Lachin road and its turn to
    # Shusha with the peacekeepers; about 1.5 km.
    (46.7325, 39.7610), (46.7345, 39.7640), (46.7440, 39.7715), (46.7560, 39.7720), (46.7680, 39.7640),
    (46.7720, 39.7500), (46.7760, 39.7380), (46.8000, 39.7330), (46.8300, 39.7100), (46.8300, 39.6000),
    (46.6700, 39.6000), (46.6550, 39.6480), (46.6900, 39.6850), (46.7100, 39.7100), (46.7315, 39.7345),
]  # fmt: skip

LACHIN_SOUTH_FRONT: Points = [
    # The front in Lachin district on 10 November 2020, north of Gulabird, Safiyan, Turklar; about 3 km.
    (46.40, 39.545), (46.53, 39.545), (46.575, 39.552), (46.66, 39.575), (46.75, 39.60), (46.85, 39.60),
]  # fmt: skip

DECEMBER_POCKET: Points = [
    # Khtsaberd and Hin Tagher, held by Armenian forces until 12-13 December 2020. Only the two villages
    # are known; about 3 km.
    (46.735, 39.562), (46.800, 39.566), (46.850, 39.532), (46.850, 39.496), (46.800, 39.490),
    (46.750, 39.520),
]  # fmt: skip

FRONT_1994_MOVED: dict[tuple[float, float], Points] = {
    # Vertices of the source replaced by others. Ashaghi Abdurrahmanli (47.2669 E 39.5272 N) was announced
    # as taken on 3 October 2020, so it lay behind the line of 1994; the source leaves it 0.9 km outside.
    (47.25345, 39.52087): [(47.2780, 39.5340), (47.2780, 39.5200)],
    # Yusifjanli (47.0510 E 39.9737 N) lay under the Armenian front positions and was handed over with Aghdam
    # on 20 November 2020; the source leaves it 1.2 km outside.
    (47.03319, 39.97862): [(47.0400, 39.9850), (47.0620, 39.9790), (47.0640, 39.9620)],
}
