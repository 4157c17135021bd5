package org.cairn.evm.interpreter;

import org.cairn.core.types.Bytes;
import org.cairn.evm.instruction.Halt;

/// How the outermost call ended, with the gas it left and what it returned or reverted with. For a
/// creation that succeeded, the output is the code. `lastOpcode` is the instruction that an invalid
/// one was, 0 otherwise.
public record CallResult(Halt halt, long gasLeft, Bytes output, int lastOpcode) {}
