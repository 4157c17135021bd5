package org.cairn.genesis.keys;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.UUID;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.json.Json;
import org.cairn.genesis.json.JsonReader;
import org.cairn.genesis.json.JsonWriter;
import org.cairn.genesis.json.MalformedJsonException;

/// Keystores as JSON. Byte strings have no `0x` in this format.
final class KeystoreJson {
  private static final int VERSION = 4;
  private static final int KEY_SIZE_BYTES = 32;
  private static final int IV_SIZE_BYTES = 16;
  private static final int MAX_SALT_BYTES = 256;

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
      return reader.keystore(JsonReader.read(json));
    } catch (MalformedJsonException | IllegalArgumentException e) {
      throw reader.fault("", String.valueOf(e.getMessage()));
    }
  }

  private Keystore keystore(Json root) {
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
        root.at("pubkey") == Json.Literal.NULL ? Bytes.EMPTY : bytes(root, "/pubkey"),
        text(root, "/path"),
        root.at("description") == Json.Literal.NULL ? "" : text(root, "/description"),
        UUID.fromString(text(root, "/uuid")));
  }

  private KeyStretching stretching(Json root) {
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
    return JsonWriter.object(json -> {
      json.writeObjectFieldStart("crypto");
      writeStretching(json, keystore);
      json.writeObjectFieldStart("checksum");
      json.writeStringField("function", "sha256");
      json.writeObjectFieldStart("params");
      json.writeEndObject();
      json.writeStringField("message", plainHex(keystore.checksum().toBytes()));
      json.writeEndObject();
      json.writeObjectFieldStart("cipher");
      json.writeStringField("function", "aes-128-ctr");
      json.writeObjectFieldStart("params");
      json.writeStringField("iv", plainHex(keystore.iv()));
      json.writeEndObject();
      json.writeStringField("message", plainHex(keystore.cipherText()));
      json.writeEndObject();
      json.writeEndObject();
      json.writeStringField("description", keystore.description());
      json.writeStringField("pubkey", plainHex(keystore.publicKey()));
      json.writeStringField("path", keystore.path());
      json.writeStringField("uuid", keystore.uuid().toString());
      json.writeNumberField("version", VERSION);
    });
  }

  private static void writeStretching(JsonGenerator json, Keystore keystore) throws IOException {
    json.writeObjectFieldStart("kdf");
    switch (keystore.stretching()) {
      case KeyStretching.ByScrypt(int n, int r, int p) -> {
        json.writeStringField("function", "scrypt");
        json.writeObjectFieldStart("params");
        json.writeNumberField("n", n);
        json.writeNumberField("r", r);
        json.writeNumberField("p", p);
      }
      case KeyStretching.ByPbkdf2(int iterations) -> {
        json.writeStringField("function", "pbkdf2");
        json.writeObjectFieldStart("params");
        json.writeNumberField("c", iterations);
        json.writeStringField("prf", "hmac-sha256");
      }
    }
    json.writeNumberField("dklen", KeyStretching.KEY_SIZE_BYTES);
    json.writeStringField("salt", plainHex(keystore.salt()));
    json.writeEndObject();
    json.writeStringField("message", "");
    json.writeEndObject();
  }

  private void expect(Json root, String pointer, String value) {
    if (!text(root, pointer).equals(value)) {
      throw fault(pointer, "expected " + value);
    }
  }

  private Bytes sized(Json root, String pointer, int sizeBytes) {
    Bytes bytes = bytes(root, pointer);
    if (bytes.size() != sizeBytes) {
      throw fault(pointer, "expected " + sizeBytes + " bytes, not " + bytes.size());
    }
    return bytes;
  }

  private Bytes bytes(Json root, String pointer) {
    try {
      return Bytes.fromHex(text(root, pointer));
    } catch (IllegalArgumentException _) {
      throw fault(pointer, "expected hexadecimal bytes");
    }
  }

  private String text(Json root, String pointer) {
    if (at(root, pointer) instanceof Json.Text(String value)) {
      return value;
    }
    throw fault(pointer, "expected a string");
  }

  private int number(Json root, String pointer) {
    if (at(root, pointer) instanceof Json.Whole(BigInteger value) && value.bitLength() < 32) {
      return value.intValue();
    }
    throw fault(pointer, "expected a whole number below 2^31");
  }

  private static Json at(Json root, String pointer) {
    return root.at(pointer.substring(1).split("/", -1));
  }

  private KeystoreException fault(String pointer, String problem) {
    String place = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
    return new KeystoreException(source + ": " + place + problem);
  }

  private static String plainHex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.shared());
  }
}
