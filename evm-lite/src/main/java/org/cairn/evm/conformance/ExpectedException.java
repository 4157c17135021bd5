package org.cairn.evm.conformance;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.evm.block.Verdict;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.tx.Refusal;

/// What the names of exceptions in fixtures mean in this program: one table, used for blocks and
/// for transactions.
///
/// A fixture names one exception or several, joined by `|`, any of which will do. A name that the
/// table lacks says no more than that there has to be a refusal: the older tests have names of
/// their own, and some names tell things apart that are one rule here.
public final class ExpectedException {
  private static final String BLOCK = "BlockException.";
  private static final String TRANSACTION = "TransactionException.";

  /// What a transaction may be refused for beside its own rules: it cannot be decoded, or it is
  /// counted before it is executed.
  private static final Map<String, Meaning> TABLE = new HashMap<>();

  private record Meaning(Set<Reason> blocks, Set<Refusal.Reason> transactions) {
    boolean covers(Verdict.Invalid found) {
      Refusal.Reason refusal = found.refusal();
      return refusal == null ? blocks.contains(found.reason()) : transactions.contains(refusal);
    }
  }

  static {
    ommers();
    headers();
    forks();
    bodies();
    transactions();
    typedTransactions();
    encodings();
  }

  private ExpectedException() {}

  /// Whether a block was refused for what the fixture expects.
  public static boolean fits(String expected, Verdict.Invalid found) {
    for (String name : expected.split("\\|", -1)) {
      Meaning meaning = TABLE.get(name.strip());
      if (meaning == null || meaning.covers(found)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a transaction was refused for what the fixture expects.
  public static boolean fits(String expected, Refusal.Reason refusal) {
    return fits(expected, new Verdict.Invalid(Reason.TRANSACTION, "", refusal));
  }

  /// Whether the fixture expects bytes that are no transaction, or a signature of nobody.
  public static boolean fitsUnreadable(String expected) {
    return fits(expected, new Verdict.Invalid(Reason.FORMAT, ""))
        || fits(expected, new Verdict.Invalid(Reason.SIGNATURE, ""));
  }

  private static void block(String name, Reason... reasons) {
    Set<Refusal.Reason> none = EnumSet.noneOf(Refusal.Reason.class);
    TABLE.put(BLOCK + name, new Meaning(Set.of(reasons), none));
  }

  private static void transaction(String name, Refusal.Reason refusal, Reason... orOfBlock) {
    TABLE.put(TRANSACTION + name, new Meaning(Set.of(orOfBlock), Set.of(refusal)));
  }

  private static void unreadable(String name, Refusal.Reason... orRefused) {
    TABLE.put(
        TRANSACTION + name,
        new Meaning(Set.of(Reason.FORMAT, Reason.SIGNATURE), Set.of(orRefused)));
  }

  private static void ommers() {
    block("TOO_MANY_UNCLES", Reason.TOO_MANY_OMMERS);
    block("UNCLE_IN_CHAIN", Reason.OMMER_TWICE, Reason.OMMER_IS_ANCESTOR);
    block("UNCLE_IS_ANCESTOR", Reason.OMMER_IS_ANCESTOR, Reason.OMMER_TWICE);
    block("UNCLE_IS_BROTHER", Reason.OMMER_TWICE, Reason.OMMER_PARENT);
    block("UNCLE_PARENT_INCORRECT", Reason.OMMER_PARENT);
    block("UNCLE_UNKNOWN_PARENT", Reason.OMMER_PARENT);
    block("INVALID_UNCLES_HASH", Reason.OMMERS_HASH, Reason.OMMERS_AFTER_MERGE);
  }

  private static void headers() {
    block("UNKNOWN_PARENT", Reason.PARENT_HASH);
    block("UNKNOWN_PARENT_ZERO", Reason.PARENT_HASH);
    block("INVALID_BLOCK_NUMBER", Reason.NUMBER);
    block("INVALID_BLOCK_TIMESTAMP_OLDER_THAN_PARENT", Reason.TIMESTAMP);
    block("EXTRA_DATA_TOO_BIG", Reason.EXTRA_DATA);
    block("GASLIMIT_TOO_BIG", Reason.GAS_LIMIT, Reason.FORMAT);
    block("INVALID_GASLIMIT", Reason.GAS_LIMIT, Reason.FORMAT);
    block("INVALID_DIFFICULTY", Reason.DIFFICULTY, Reason.PROOF_OF_WORK, Reason.MERGE);
    block("INVALID_BASEFEE_PER_GAS", Reason.BASE_FEE);
    block("INVALID_GAS_USED_ABOVE_LIMIT", Reason.GAS_USED_ABOVE_LIMIT);
    block("INCORRECT_EXCESS_BLOB_GAS", Reason.EXCESS_BLOB_GAS);
    block("INCORRECT_BLOB_GAS_USED", Reason.BLOB_GAS_USED);
    block("BLOB_GAS_USED_ABOVE_LIMIT", Reason.BLOB_GAS_USED);
  }

  private static void forks() {
    Reason[] ofAnotherFork = {
      Reason.FORK_FIELDS, Reason.PROOF_OF_WORK, Reason.MERGE, Reason.DIFFICULTY, Reason.OMMER_HEADER
    };
    for (String name :
        List.of(
            "LEGACY",
            "LEGACY_WRONG_PARENT",
            "LONDON_WRONG_PARENT",
            "LONDON_OVER_PARIS",
            "PARIS_WRONG_POW",
            "PARIS_WRONG_POS",
            "PARIS_OVER_SHANGHAI",
            "SHANGHAI")) {
      block("IMPORT_IMPOSSIBLE_" + name, ofAnotherFork);
    }
    block("IMPORT_IMPOSSIBLE_UNCLES_OVER_PARIS", Reason.OMMERS_AFTER_MERGE, Reason.OMMERS_HASH);
    block("IMPORT_IMPOSSIBLE_DIFFICULTY_OVER_PARIS", Reason.PROOF_OF_WORK, Reason.MERGE);
    block("INCORRECT_BLOCK_FORMAT", Reason.FORK_FIELDS, Reason.FORMAT);
  }

  private static void bodies() {
    block("INVALID_TRANSACTIONS_ROOT", Reason.TRANSACTIONS_ROOT);
    block("INVALID_WITHDRAWALS_ROOT", Reason.WITHDRAWALS_ROOT);
    block("RLP_BLOCK_LIMIT_EXCEEDED", Reason.BLOCK_SIZE);
    block("INVALID_GAS_USED", Reason.GAS_USED);
    block("INVALID_LOG_BLOOM", Reason.LOGS_BLOOM);
    block("INVALID_RECEIPTS_ROOT", Reason.RECEIPTS_ROOT);
    block("INVALID_STATE_ROOT", Reason.STATE_ROOT);
    block("INVALID_REQUESTS", Reason.REQUESTS_HASH);
    block("INVALID_DEPOSIT_EVENT_LAYOUT", Reason.DEPOSIT_LOG);
    block("SYSTEM_CONTRACT_EMPTY", Reason.SYSTEM_CONTRACT);
    block("SYSTEM_CONTRACT_CALL_FAILED", Reason.SYSTEM_CONTRACT);
    TABLE.put(
        BLOCK + "GAS_USED_OVERFLOW",
        new Meaning(Set.of(Reason.GAS_USED_ABOVE_LIMIT), Set.of(Refusal.Reason.EXCEEDS_BLOCK_GAS)));
  }

  private static void transactions() {
    transaction("SENDER_NOT_EOA", Refusal.Reason.SENDER_HAS_CODE);
    transaction("NONCE_MISMATCH_TOO_LOW", Refusal.Reason.NONCE_TOO_LOW);
    transaction("NONCE_MISMATCH_TOO_HIGH", Refusal.Reason.NONCE_TOO_HIGH);
    transaction("NONCE_IS_MAX", Refusal.Reason.NONCE_AT_LIMIT);
    transaction("INTRINSIC_GAS_TOO_LOW", Refusal.Reason.INTRINSIC_GAS);
    transaction("INTRINSIC_GAS_BELOW_FLOOR_GAS_COST", Refusal.Reason.FLOOR_GAS);
    transaction("GAS_LIMIT_EXCEEDS_MAXIMUM", Refusal.Reason.GAS_LIMIT_TOO_HIGH);
    transaction("GAS_ALLOWANCE_EXCEEDED", Refusal.Reason.EXCEEDS_BLOCK_GAS);
    transaction("INSUFFICIENT_ACCOUNT_FUNDS", Refusal.Reason.INSUFFICIENT_FUNDS);
    transaction("GASLIMIT_PRICE_PRODUCT_OVERFLOW", Refusal.Reason.INSUFFICIENT_FUNDS);
    transaction("INSUFFICIENT_MAX_FEE_PER_GAS", Refusal.Reason.FEE_CAP_BELOW_BASE_FEE);
    transaction("PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS", Refusal.Reason.TIP_ABOVE_FEE_CAP);
    transaction("INITCODE_SIZE_EXCEEDED", Refusal.Reason.INITCODE_TOO_LONG);
    transaction("INVALID_CHAINID", Refusal.Reason.WRONG_CHAIN);
  }

  private static void typedTransactions() {
    transaction("TYPE_1_TX_PRE_FORK", Refusal.Reason.TYPE_NOT_SUPPORTED);
    transaction("TYPE_2_TX_PRE_FORK", Refusal.Reason.TYPE_NOT_SUPPORTED);
    transaction("TYPE_3_TX_PRE_FORK", Refusal.Reason.TYPE_NOT_SUPPORTED, Reason.BLOB_GAS_USED);
    transaction(
        "TYPE_3_TX_ZERO_BLOBS_PRE_FORK", Refusal.Reason.TYPE_NOT_SUPPORTED, Reason.BLOB_GAS_USED);
    transaction("TYPE_4_TX_PRE_FORK", Refusal.Reason.TYPE_NOT_SUPPORTED);
    transaction("TYPE_3_TX_ZERO_BLOBS", Refusal.Reason.NO_BLOBS);
    transaction("TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH", Refusal.Reason.BLOB_HASH_VERSION);
    transaction(
        "TYPE_3_TX_BLOB_COUNT_EXCEEDED", Refusal.Reason.TOO_MANY_BLOBS, Reason.BLOB_GAS_USED);
    transaction(
        "TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED",
        Refusal.Reason.TOO_MANY_BLOBS,
        Reason.BLOB_GAS_USED);
    transaction("INSUFFICIENT_MAX_FEE_PER_BLOB_GAS", Refusal.Reason.BLOB_FEE_CAP_BELOW_BASE_FEE);
    transaction("TYPE_4_EMPTY_AUTHORIZATION_LIST", Refusal.Reason.NO_AUTHORIZATIONS);
  }

  private static void encodings() {
    block("RLP_STRUCTURES_ENCODING", Reason.FORMAT);
    block("RLP_WITHDRAWALS_NOT_READ", Reason.FORMAT, Reason.FORK_FIELDS);
    block("RLP_INVALID_FIELD_OVERFLOW_64", Reason.FORMAT);
    block("RLP_INVALID_ADDRESS", Reason.FORMAT);
    for (String name :
        List.of(
            "ADDRESS_TOO_SHORT",
            "ADDRESS_TOO_LONG",
            "NONCE_OVERFLOW",
            "NONCE_TOO_BIG",
            "VALUE_OVERFLOW",
            "GASPRICE_OVERFLOW",
            "PRIORITY_OVERFLOW",
            "EC_RECOVERY_FAIL",
            "TYPE_3_TX_WITH_FULL_BLOBS",
            "TYPE_3_TX_CONTRACT_CREATION",
            "TYPE_4_TX_CONTRACT_CREATION",
            "TYPE_4_INVALID_AUTHORIZATION_FORMAT",
            "TYPE_4_INVALID_AUTHORITY_SIGNATURE",
            "RLP_ERROR_EOF",
            "RLP_ERROR_SIZE",
            "RLP_TOO_FEW_ELEMENTS",
            "RLP_TOO_MANY_ELEMENTS",
            "RLP_INVALID_DATA",
            "RLP_INVALID_GASLIMIT",
            "RLP_INVALID_HEADER",
            "RLP_INVALID_NONCE",
            "RLP_INVALID_SIGNATURE_R",
            "RLP_INVALID_SIGNATURE_S",
            "RLP_INVALID_TO",
            "RLP_INVALID_VALUE")) {
      unreadable(name);
    }
    unreadable("GASLIMIT_OVERFLOW", Refusal.Reason.EXCEEDS_BLOCK_GAS);
    unreadable("TYPE_NOT_SUPPORTED", Refusal.Reason.TYPE_NOT_SUPPORTED);
    unreadable(
        "INVALID_SIGNATURE_VRS", Refusal.Reason.WRONG_CHAIN, Refusal.Reason.TYPE_NOT_SUPPORTED);
  }
}
