/// JSON as plain values, on Jackson's streaming parser: a node reads three small files at its
/// start, and loading Jackson's data binding for them would take a tenth of a second of it.
@NullMarked
package org.cairn.genesis.json;

import org.jspecify.annotations.NullMarked;
