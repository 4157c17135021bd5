package org.cairn.core.block;

import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;

/// An account's signed consent to delegate its code to an address (EIP-7702). Fields have the full
/// width that the encoding allows, as a transaction with an authorization that applies to nothing
/// is still valid. `nonce` is unsigned.
public record Authorization(
    UInt256 chainId, Address address, long nonce, int yParity, UInt256 r, UInt256 s) {}
