"""Claims: statements from articles, checked against the map."""

from controlatlas.ui.claims_page import all_claims
from controlatlas.ui.frame import opened_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import reader
from controlatlas.ui.wish import view_of

atlas = opened_dataset()
view_of(atlas)
heading(reader(atlas).t, "claims")
all_claims(atlas)
