"""What others are told of a page before they open it: title, description, card, feed and map of the site."""

from aid.previews.addresses import address, alternates, card, path_of
from aid.previews.pages import PAGES, Preview, preview

__all__ = ["PAGES", "Preview", "address", "alternates", "card", "path_of", "preview"]
