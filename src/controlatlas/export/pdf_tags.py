"""What a PDF says of itself to screen readers, search engines and archives, added to a page that is drawn already."""

from __future__ import annotations

import io

from .metadata import Metadata


def tagged(content: bytes, metadata: Metadata, language: str) -> bytes:
    """The PDF with a structure: one figure with its alternative text; with language, title and XMP metadata.

    Same content, same bytes.
    """
    import pikepdf  # as the backend of pages: only they need it
    from pikepdf import Array, Dictionary, Name, String

    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        root = pdf.Root
        root.Lang = String(language)
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        layout = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=page.mediabox)
        figure = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Figure,
                Alt=String(metadata.alt),
                T=String(metadata.title),
                Pg=page.obj,
                K=0,
                A=layout,
            )
        )
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([figure])))
        parents = pdf.make_indirect(Dictionary(Nums=Array([0, Array([figure])])))
        tree = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=document, ParentTree=parents, ParentTreeNextKey=1)
        )
        figure.P, document.P, root.StructTreeRoot = document, tree, tree
        page.obj.StructParents = 0
        page.contents_add(b"/Figure <</MCID 0>> BDC\n", prepend=True)
        page.contents_add(b"\nEMC")
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["dc:title"] = metadata.title
            xmp["dc:description"] = metadata.alt
            xmp["dc:creator"] = [metadata.credit]
            if metadata.licence:
                xmp["dc:rights"] = metadata.licence
            xmp["dc:language"] = [language]
            xmp["dc:source"] = metadata.source
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
