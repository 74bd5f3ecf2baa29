package dev.tickwork.standalone.house;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which module writes which table, read from the SQL in the sources. */
final class SqlWrites {
    /** Not {@code ON CONFLICT DO UPDATE SET} and not {@code FOR UPDATE OF run}. */
    private static final Pattern WRITE = Pattern.compile(
            "\\b(?:INSERT\\s+INTO|DELETE\\s+FROM|TRUNCATE(?:\\s+TABLE)?|MERGE\\s+INTO|(?<!FOR\\s)(?<!KEY\\s)(?<!DO\\s)UPDATE(?:\\s+ONLY)?)\\s+(?!SET\\b)([a-z_][a-z0-9_.]*)");

    private static final Pattern IS_SQL = Pattern.compile("^\\s*(INSERT|UPDATE|DELETE|WITH|MERGE|TRUNCATE)\\b");

    private SqlWrites() {}

    /** @return for each table the modules that write it */
    static Map<String, Set<String>> writersByTable(Collection<Source> sources) {
        var writers = new TreeMap<String, Set<String>>();
        sources.forEach(
                source -> tablesIn(source).forEach(table -> writers.computeIfAbsent(table, unused -> new TreeSet<>())
                        .add(source.module())));
        return writers;
    }

    /** The tables that this file writes, lower case. */
    static Set<String> tablesIn(Source source) {
        var tables = new TreeSet<String>();
        source.textBlocks()
                .filter(block -> IS_SQL.matcher(block).find())
                .flatMap(block -> WRITE.matcher(block).results())
                .forEach(found -> tables.add(found.group(1).toLowerCase(Locale.ROOT)));
        return tables;
    }
}
