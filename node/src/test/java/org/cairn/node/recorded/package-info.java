/// Recorded exchanges of the execution-apis suite, played to a frozen node on the suite's chain,
/// and the schemas that results must fit.
@NullMarked
package org.cairn.node.recorded;

import org.jspecify.annotations.NullMarked;
