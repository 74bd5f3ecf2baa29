package dev.tickwork.gateway.lists;

/** A list as the one JSON document that it would be if it were short. */
final class JsonList implements ListForm {
    private boolean isBegun;

    @Override
    public String type() {
        return "application/json";
    }

    @Override
    public String head(Page first) {
        return "{" + first.around() + (first.around().isEmpty() ? "" : ",") + "\"items\":[";
    }

    @Override
    public String items(Page page) {
        if (page.size() == 0) {
            return "";
        }
        String items = page.items().substring(1, page.items().length() - 1);
        String text = isBegun ? "," + items : items;
        isBegun = true;
        return text;
    }

    @Override
    public String tail(Page last) {
        return "],\"next_cursor\":" + last.nextCursor() + "}";
    }
}
