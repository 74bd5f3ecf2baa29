package dev.tickwork.gateway.lists;

/** How a list is written, piece by piece. One form writes one list. */
interface ListForm {
    /** For {@code Content-Type}. */
    String type();

    /** What comes before the first item. @param first the first page */
    String head(Page first);

    /** The items of one page. */
    String items(Page page);

    /** What comes behind the last item. @param last the last page */
    String tail(Page last);
}
