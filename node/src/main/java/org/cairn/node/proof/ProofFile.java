package org.cairn.node.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.light.EpochCertificate;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.core.types.Bytes;

/// Reads proofs from the answers of the endpoint, whole or only their result, or from hexadecimal
/// digits alone.
public final class ProofFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProofFile() {}

  /// The proof in an answer to `cairn_getFinalityProof`.
  ///
  /// @throws IllegalArgumentException when there is none
  public static FinalityProof proof(String text) {
    String hex = text.strip();
    if (!hex.startsWith("0x")) {
      JsonNode result = result(text);
      hex = result.isTextual() ? result.asText() : result.path("proof").asText();
    }
    return MessageCodec.decodeProof(Bytes.fromHex(hex));
  }

  /// The certificates in an answer to `cairn_getEpochCertificates`.
  ///
  /// @throws IllegalArgumentException when it is no list of them
  public static List<EpochCertificate> certificates(String text) {
    JsonNode result = result(text);
    if (!result.isArray()) {
      throw new IllegalArgumentException("no list of epoch certificates");
    }
    var certificates = new ArrayList<EpochCertificate>();
    for (JsonNode one : result) {
      certificates.add(EpochCertificate.decode(Bytes.fromHex(one.path("certificate").asText())));
    }
    return certificates;
  }

  private static JsonNode result(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      return root.has("result") ? root.get("result") : root;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
