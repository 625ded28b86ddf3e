"""Claims: statements from articles, checked against the map."""

from controlatlas.ui.claims_page import all_claims
from controlatlas.ui.frame import current_dataset
from controlatlas.ui.parts.navigation import heading
from controlatlas.ui.state.reader import current_reader
from controlatlas.ui.state.view import view_of

atlas = current_dataset()
view_of(atlas)
heading(current_reader(atlas).t, "claims")
all_claims(atlas)
