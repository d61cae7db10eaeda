/** A migration of the database that SQL alone cannot do, beside those in {@code src/main/resources/db/migration}. */
package db.addresses;
