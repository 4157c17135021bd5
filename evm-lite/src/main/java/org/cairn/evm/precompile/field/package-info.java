/// What the prime fields of the curves share: carries of 64-bit limbs, inversion modulo an odd
/// number, and signed digits of scalars. Pure functions on arrays, usable from any thread. Not
/// constant in time: all inputs are public.
@NullMarked
package org.cairn.evm.precompile.field;

import org.jspecify.annotations.NullMarked;
