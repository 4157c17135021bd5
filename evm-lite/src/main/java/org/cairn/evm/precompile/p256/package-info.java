/// Signatures over the curve P-256 (secp256r1), verification only. A computation works in one array
/// of its own, so the functions are usable from any thread. Not constant in time: all inputs are
/// public.
@NullMarked
package org.cairn.evm.precompile.p256;

import org.jspecify.annotations.NullMarked;
