package dev.weft.asset;

import java.util.List;

/**
 * A column of rows, from a record's component.
 *
 * @param name the column's name in the stored data
 * @param component the record component's name; equal to {@code name} unless renamed
 * @param type the component's Java type
 * @param nullable whether it can hold null: every type but a primitive
 * @param description from the record's Javadoc; may be empty
 * @param fields the columns of a nested record (also as the element of a list); empty otherwise
 */
public record Column(
        String name, String component, TypeRef type, boolean nullable, String description, List<Column> fields) {

    public Column {
        fields = List.copyOf(fields);
    }
}
