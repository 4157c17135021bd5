/// The curve alt_bn128 of EIP-196 and EIP-197: its prime field in Montgomery form on 64-bit limbs,
/// the tower over it to the twelfth degree, both groups and the optimal ate pairing. Pure,
/// immutable values, usable from any thread. Not constant in time: all inputs are public.
@NullMarked
package org.cairn.evm.precompile.bn254;

import org.jspecify.annotations.NullMarked;
