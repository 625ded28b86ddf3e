"""Claims: statements from articles, checked against the map."""

from controlatlas.ui.claims_page import all_claims
from controlatlas.ui.frame import current_dataset
from controlatlas.ui.navigation import heading
from controlatlas.ui.reader import current_reader
from controlatlas.ui.wish import view_of

atlas = current_dataset()
view_of(atlas)
heading(current_reader(atlas).t, "claims")
all_claims(atlas)
