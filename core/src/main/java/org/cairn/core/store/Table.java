package org.cairn.core.store;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The column families. Their names on disk are the constants' in lower case: renaming one is a new
/// schema. Numbers in keys are big-endian, so that order on disk is order by number.
public enum Table {
  /// Head, genesis, options that the folder was made with.
  META,
  /// keccak(address) to the account's record.
  ACCOUNTS,
  /// keccak(address) and keccak(slot) to the slot's value.
  SLOTS,
  /// Code by its hash.
  CODES,
  /// Path to node, of the trie of accounts.
  ACCOUNT_NODES,
  /// keccak(address) and path to node, of the tries of storage.
  STORAGE_NODES,
  /// keccak(address) and block to the record before that block.
  ACCOUNT_HISTORY,
  /// keccak(address), keccak(slot) and block to the value before that block.
  SLOT_HISTORY,
  /// Block to the keys it left in the two histories.
  HISTORY_KEYS,
  /// Block to its hash and header.
  HEADERS,
  /// Block to its body.
  BODIES,
  /// Block to its receipts.
  RECEIPTS,
  /// Block to the proof of its finality.
  PROOFS,
  /// Block hash to number.
  NUMBERS,
  /// Transaction hash to block and index.
  TRANSACTIONS,
  /// A mark of an address or topic and a block that has logs of it.
  LOG_INDEX,
  /// What the staking layer keeps, under keys of its own.
  STAKING;

  /// Hashes do not compress, and these tables are read at random.
  boolean isMostlyHashes() {
    return switch (this) {
      case ACCOUNTS,
          SLOTS,
          ACCOUNT_NODES,
          STORAGE_NODES,
          ACCOUNT_HISTORY,
          SLOT_HISTORY,
          HISTORY_KEYS,
          NUMBERS,
          TRANSACTIONS,
          LOG_INDEX ->
          true;
      case META, CODES, HEADERS, BODIES, RECEIPTS, PROOFS, STAKING -> false;
    };
  }

  byte[] nameOnDisk() {
    return name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
  }
}
