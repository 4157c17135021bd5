/// The curve alt_bn128 of EIP-196 and EIP-197: its prime field, the tower over it to the twelfth
/// degree, both groups and the optimal ate pairing. A computation works in one array of its own, so
/// the functions are usable from any thread. Not constant in time: all inputs are public.
@NullMarked
package org.cairn.evm.precompile.bn254;

import org.jspecify.annotations.NullMarked;
