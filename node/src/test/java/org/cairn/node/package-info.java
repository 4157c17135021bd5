/// Rules over the whole program, and end-to-end tests that start it as its users do.
@NullMarked
package org.cairn.node;

import org.jspecify.annotations.NullMarked;
