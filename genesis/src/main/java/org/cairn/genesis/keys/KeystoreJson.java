package org.cairn.genesis.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.UUID;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;

/// Keystores as JSON. Byte strings have no `0x` in this format.
final class KeystoreJson {
  private static final int MAX_DEPTH = 16;
  private static final int VERSION = 4;
  private static final int KEY_SIZE_BYTES = 32;
  private static final int IV_SIZE_BYTES = 16;
  private static final int MAX_SALT_BYTES = 256;

  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
              .build());

  private final String source;

  private KeystoreJson(String source) {
    this.source = source;
  }

  static Keystore parse(String source, byte[] json) {
    if (json.length > Keystore.MAX_FILE_SIZE_BYTES) {
      throw new KeystoreException(source + ": too large for a keystore");
    }
    KeystoreJson reader = new KeystoreJson(source);
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root == null || !root.isObject()) {
        throw reader.fault("", "not a JSON object");
      }
      return reader.keystore(root);
    } catch (JsonProcessingException e) {
      throw reader.fault("", "not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw reader.fault("", "not valid JSON: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw reader.fault("", String.valueOf(e.getMessage()));
    }
  }

  private Keystore keystore(JsonNode root) {
    if (number(root, "/version") != VERSION) {
      throw fault("/version", "expected 4: a keystore of EIP-2335 for BLS keys");
    }
    expect(root, "/crypto/checksum/function", "sha256");
    expect(root, "/crypto/cipher/function", "aes-128-ctr");
    Bytes salt = bytes(root, "/crypto/kdf/params/salt");
    if (salt.size() > MAX_SALT_BYTES) {
      throw fault("/crypto/kdf/params/salt", "longer than " + MAX_SALT_BYTES + " bytes");
    }
    return new Keystore(
        stretching(root),
        salt,
        Hash.wrap(sized(root, "/crypto/checksum/message", Hash.SIZE_BYTES).toArray()),
        sized(root, "/crypto/cipher/params/iv", IV_SIZE_BYTES),
        sized(root, "/crypto/cipher/message", KEY_SIZE_BYTES),
        root.hasNonNull("pubkey") ? bytes(root, "/pubkey") : Bytes.EMPTY,
        text(root, "/path"),
        root.hasNonNull("description") ? text(root, "/description") : "",
        UUID.fromString(text(root, "/uuid")));
  }

  private KeyStretching stretching(JsonNode root) {
    String params = "/crypto/kdf/params/";
    if (number(root, params + "dklen") != KeyStretching.KEY_SIZE_BYTES) {
      throw fault(params + "dklen", "expected 32");
    }
    return switch (text(root, "/crypto/kdf/function")) {
      case "scrypt" ->
          new KeyStretching.ByScrypt(
              number(root, params + "n"), number(root, params + "r"), number(root, params + "p"));
      case "pbkdf2" -> {
        expect(root, params + "prf", "hmac-sha256");
        yield new KeyStretching.ByPbkdf2(number(root, params + "c"));
      }
      default -> throw fault("/crypto/kdf/function", "expected scrypt or pbkdf2");
    };
  }

  static String toJson(Keystore keystore) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode crypto = root.putObject("crypto");
    ObjectNode kdf = crypto.putObject("kdf");
    switch (keystore.stretching()) {
      case KeyStretching.ByScrypt(int n, int r, int p) ->
          kdf.put("function", "scrypt")
              .putObject("params")
              .put("dklen", KeyStretching.KEY_SIZE_BYTES)
              .put("n", n)
              .put("r", r)
              .put("p", p)
              .put("salt", plainHex(keystore.salt()));
      case KeyStretching.ByPbkdf2(int iterations) ->
          kdf.put("function", "pbkdf2")
              .putObject("params")
              .put("dklen", KeyStretching.KEY_SIZE_BYTES)
              .put("c", iterations)
              .put("prf", "hmac-sha256")
              .put("salt", plainHex(keystore.salt()));
    }
    kdf.put("message", "");
    ObjectNode checksum = crypto.putObject("checksum").put("function", "sha256");
    checksum.putObject("params");
    checksum.put("message", plainHex(keystore.checksum().toBytes()));
    ObjectNode cipher = crypto.putObject("cipher").put("function", "aes-128-ctr");
    cipher.putObject("params").put("iv", plainHex(keystore.iv()));
    cipher.put("message", plainHex(keystore.cipherText()));
    root.put("description", keystore.description());
    root.put("pubkey", plainHex(keystore.publicKey()));
    root.put("path", keystore.path());
    root.put("uuid", keystore.uuid().toString());
    root.put("version", VERSION);
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new InvariantViolation("a tree of plain nodes is always writable: " + e.getMessage());
    }
  }

  private void expect(JsonNode root, String pointer, String value) {
    if (!text(root, pointer).equals(value)) {
      throw fault(pointer, "expected " + value);
    }
  }

  private Bytes sized(JsonNode root, String pointer, int sizeBytes) {
    Bytes bytes = bytes(root, pointer);
    if (bytes.size() != sizeBytes) {
      throw fault(pointer, "expected " + sizeBytes + " bytes, not " + bytes.size());
    }
    return bytes;
  }

  private Bytes bytes(JsonNode root, String pointer) {
    try {
      return Bytes.fromHex(text(root, pointer));
    } catch (IllegalArgumentException _) {
      throw fault(pointer, "expected hexadecimal bytes");
    }
  }

  private String text(JsonNode root, String pointer) {
    JsonNode node = root.at(pointer);
    if (!node.isTextual()) {
      throw fault(pointer, "expected a string");
    }
    return node.textValue();
  }

  private int number(JsonNode root, String pointer) {
    JsonNode node = root.at(pointer);
    if (!node.canConvertToInt() || !node.isIntegralNumber()) {
      throw fault(pointer, "expected a whole number below 2^31");
    }
    return node.intValue();
  }

  private KeystoreException fault(String pointer, String problem) {
    String place = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
    return new KeystoreException(source + ": " + place + problem);
  }

  private static String plainHex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.shared());
  }
}
