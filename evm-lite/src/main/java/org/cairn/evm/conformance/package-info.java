/// Reads and runs the public conformance tests of Ethereum's execution layer: state tests and
/// blockchain tests as execution-spec-tests and ethereum/tests publish them. Files, threads and
/// clocks belong to the caller, which is a command or a test; a running node never comes here. The
/// only package of this module that knows JSON.
@NullMarked
package org.cairn.evm.conformance;

import org.jspecify.annotations.NullMarked;
