/// Runs the public conformance tests of Ethereum's execution layer. Only tools and tests use it; a
/// running node never does.
@NullMarked
package org.cairn.evm.conformance;

import org.jspecify.annotations.NullMarked;
