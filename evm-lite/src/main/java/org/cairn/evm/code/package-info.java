/// Contract code made ready to run: padded bytes, the bitmap of jump destinations, the delegation
/// designator of EIP-7702, and a bounded cache by code hash.
@NullMarked
package org.cairn.evm.code;

import org.jspecify.annotations.NullMarked;
