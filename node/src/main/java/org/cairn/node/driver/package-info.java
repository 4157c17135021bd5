/// Turns the effects of pure parts into I/O and back into inputs: consensus, execution, catching
/// up, transactions. Each driver states the thread that it runs on.
@NullMarked
package org.cairn.node.driver;

import org.jspecify.annotations.NullMarked;
