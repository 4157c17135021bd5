package org.cairn.node.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.Round;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Up to which round keys may have signed, in a file that moves with the keys from machine to
/// machine. The form follows EIP-3076, with rounds for slots and epochs; like its minimal variant,
/// it keeps one bound a key instead of every vote.
public record ProtectionFile(Hash genesisHash, List<Entry> entries) {
  private static final String VERSION = "cairn-1";
  private static final int MAX_ENTRIES = 4096;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A key and the last round that it may have signed in.
  public record Entry(Bytes publicKey, Round signedUpTo) {}

  public ProtectionFile {
    entries = List.copyOf(entries);
  }

  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode metadata = root.putObject("metadata");
    metadata.put("interchange_format_version", VERSION);
    metadata.put("genesis_hash", genesisHash.toString());
    var data = root.putArray("data");
    for (Entry entry : entries) {
      ObjectNode one = data.addObject();
      one.put("pubkey", entry.publicKey().toString());
      ObjectNode round = one.putObject("signed_up_to");
      round.put("epoch", Long.toString(entry.signedUpTo().epoch()));
      round.put("view", Long.toString(entry.signedUpTo().view()));
    }
    return root.toPrettyString() + "\n";
  }

  /// @throws IllegalArgumentException when the text is no such file
  public static ProtectionFile parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      JsonNode metadata = root.path("metadata");
      String version = metadata.path("interchange_format_version").asText();
      if (!version.equals(VERSION)) {
        throw new IllegalArgumentException("interchange format \"" + version + "\"");
      }
      JsonNode data = root.path("data");
      if (!data.isArray() || data.size() > MAX_ENTRIES) {
        throw new IllegalArgumentException("no list of keys in \"data\"");
      }
      var entries = new ArrayList<Entry>();
      for (JsonNode one : data) {
        JsonNode round = one.path("signed_up_to");
        entries.add(
            new Entry(
                Bytes.fromHex(one.path("pubkey").asText()),
                new Round(number(round.path("epoch")), number(round.path("view")))));
      }
      return new ProtectionFile(Hash.fromHex(metadata.path("genesis_hash").asText()), entries);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static long number(JsonNode node) {
    return Long.parseLong(node.asText());
  }
}
