/// The program: `Node` wires all modules together, in start order, and closes them in reverse.
@NullMarked
package org.cairn.node;

import org.jspecify.annotations.NullMarked;
