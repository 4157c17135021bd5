package org.cairn.node.transition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.types.Bytes;
import org.cairn.evm.conformance.TransactionFields;
import org.jspecify.annotations.Nullable;

/// A transaction to try: absent, with an error, when its bytes are none.
record Candidate(@Nullable SignedTransaction transaction, String error) {
  /// The objects of a JSON list, signed or with their keys.
  static List<Candidate> fromJson(JsonNode list, long chainId) {
    List<Candidate> candidates = new ArrayList<>();
    for (JsonNode each : list) {
      try {
        candidates.add(new Candidate(TransactionFields.read(each, chainId), ""));
      } catch (IllegalArgumentException e) {
        throw new TransitionException(
            TransitionException.JSON, "transaction " + candidates.size() + ": " + e.getMessage());
      }
    }
    return candidates;
  }

  /// An RLP list of signed transactions.
  static List<Candidate> fromRlp(Bytes encoded) {
    List<Candidate> candidates = new ArrayList<>();
    try {
      RlpReader reader = new RlpReader(encoded);
      reader.enterList();
      while (reader.hasNext()) {
        boolean legacy = reader.nextIsList();
        candidates.add(decode(legacy ? reader.raw() : reader.bytes()));
      }
      reader.leaveList();
      reader.finish();
    } catch (DecodingException e) {
      throw new TransitionException(TransitionException.RLP, "transactions: " + e.getMessage());
    }
    return candidates;
  }

  private static Candidate decode(Bytes encoded) {
    try {
      return new Candidate(TransactionCodec.decode(encoded), "");
    } catch (DecodingException e) {
      return new Candidate(null, String.valueOf(e.getMessage()));
    }
  }
}
