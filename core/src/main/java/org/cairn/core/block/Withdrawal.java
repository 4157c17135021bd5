package org.cairn.core.block;

import org.cairn.core.types.Address;

/// A payout from stake to an account (EIP-4895). Index and validator index are unsigned 64 bits.
public record Withdrawal(long index, long validatorIndex, Address address, long amountGwei) {}
