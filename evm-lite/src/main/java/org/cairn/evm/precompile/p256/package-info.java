/// Signatures over the curve P-256 (secp256r1), verification only: its prime field in Montgomery
/// form on 64-bit limbs and points in Jacobian coordinates. Pure, immutable values, usable from any
/// thread. Not constant in time: all inputs are public.
@NullMarked
package org.cairn.evm.precompile.p256;

import org.jspecify.annotations.NullMarked;
