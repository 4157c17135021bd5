/// 256-bit words as four little-endian 64-bit limbs in a flat `long[]`. Pure functions without
/// allocation; they belong to no thread and throw nothing but [ArrayIndexOutOfBoundsException] when
/// the array ends, which the interpreter takes for a stack violation.
@NullMarked
package org.cairn.evm.word;

import org.jspecify.annotations.NullMarked;
