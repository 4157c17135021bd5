package org.cairn.core.block;

import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// A transaction with its signature, its EIP-2718 encoding and the hash of that. Made by
/// `TransactionCodec` only, so that the four always agree.
public record SignedTransaction(
    Transaction transaction, Signature signature, Bytes encoded, Hash hash) {}
