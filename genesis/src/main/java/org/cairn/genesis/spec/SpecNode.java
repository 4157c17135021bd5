package org.cairn.genesis.spec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Hex;
import org.cairn.core.types.UInt256;
import org.cairn.genesis.json.Json;
import org.jspecify.annotations.Nullable;

/// One value in the JSON of a specification, together with its path from the root. Every reader
/// method either returns a value of the asked kind or throws a [SpecException] that names the path.
/// A JSON `null` counts as absent.
final class SpecNode {
  private static final int MAX_SHOWN_CHARACTERS = 80;

  /// 2^256 has 78 decimal digits; anything much longer is refused before it is converted.
  private static final int MAX_QUANTITY_CHARACTERS = 100;

  private final String path;
  private final Json json;

  SpecNode(String path, Json json) {
    this.path = path;
    this.json = json;
  }

  String path() {
    return path;
  }

  SpecException fault(String problem) {
    String shown = json.shown();
    return new SpecException(
        path,
        problem
            + ", found "
            + (shown.length() <= MAX_SHOWN_CHARACTERS
                ? shown
                : shown.substring(0, MAX_SHOWN_CHARACTERS)
                    + "... ("
                    + shown.length()
                    + " characters)"));
  }

  /// The member with that name, or nothing when it is absent or null.
  @Nullable SpecNode optional(String name) {
    Json member = object().getOrDefault(name, Json.Literal.NULL);
    return member == Json.Literal.NULL ? null : new SpecNode(child(name), member);
  }

  SpecNode required(String name) {
    SpecNode member = optional(name);
    if (member == null) {
      throw new SpecException(child(name), "missing");
    }
    return member;
  }

  /// A member's value, or the default when it is absent.
  <T> T optional(String name, T otherwise, Function<SpecNode, T> reader) {
    SpecNode member = optional(name);
    return member == null ? otherwise : reader.apply(member);
  }

  /// A member's value, or null when it is absent.
  <T> @Nullable T nullable(String name, Function<SpecNode, T> reader) {
    SpecNode member = optional(name);
    return member == null ? null : reader.apply(member);
  }

  /// All members that are not null, in the order of the file.
  Map<String, SpecNode> members() {
    Map<String, SpecNode> members = new LinkedHashMap<>();
    for (Map.Entry<String, Json> entry : object().entrySet()) {
      if (entry.getValue() != Json.Literal.NULL) {
        members.put(entry.getKey(), new SpecNode(child(entry.getKey()), entry.getValue()));
      }
    }
    return members;
  }

  /// Refuses members that are not among the names: a misspelt rule must not be skipped in silence.
  void allowOnly(Set<String> names) {
    for (SpecNode member : members().values()) {
      String name = member.path.substring(member.path.lastIndexOf('.') + 1);
      if (!names.contains(name)) {
        throw new SpecException(member.path, "unknown field; known are " + names);
      }
    }
  }

  private Map<String, Json> object() {
    if (json instanceof Json.Members(Map<String, Json> members)) {
      return members;
    }
    throw fault("expected an object");
  }

  /// The elements of an array.
  List<SpecNode> elements() {
    if (!(json instanceof Json.Elements(List<Json> values))) {
      throw fault("expected an array");
    }
    List<SpecNode> elements = new ArrayList<>(values.size());
    for (int index = 0; index < values.size(); index++) {
      elements.add(new SpecNode(path + "[" + index + "]", values.get(index)));
    }
    return elements;
  }

  String text() {
    if (json instanceof Json.Text(String value)) {
      return value;
    }
    throw fault("expected a string");
  }

  boolean bool() {
    if (json == Json.Literal.TRUE || json == Json.Literal.FALSE) {
      return json == Json.Literal.TRUE;
    }
    throw fault("expected true or false");
  }

  /// A quantity of up to 256 bits: a JSON integer, or a string with a decimal or `0x` number.
  UInt256 quantity() {
    BigInteger value = integer();
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw fault("expected an unsigned number of at most 256 bits");
    }
    return UInt256.of(value);
  }

  /// A quantity below 2^63.
  long positiveLong() {
    BigInteger value = integer();
    if (value.signum() < 0 || value.bitLength() > 63) {
      throw fault("expected an unsigned number below 2^63");
    }
    return value.longValue();
  }

  /// The bits of an unsigned 64-bit quantity.
  long unsignedLong() {
    BigInteger value = integer();
    if (value.signum() < 0 || value.bitLength() > 64) {
      throw fault("expected an unsigned number of at most 64 bits");
    }
    return value.longValue();
  }

  private BigInteger integer() {
    if (json instanceof Json.Whole(BigInteger value)) {
      return value;
    }
    if (!(json instanceof Json.Text(String text)) || text.length() > MAX_QUANTITY_CHARACTERS) {
      throw fault("expected a number, decimal or with 0x");
    }
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    String digits = hex ? text.substring(2) : text;
    if (digits.isEmpty() && hex) {
      return BigInteger.ZERO; // geth reads "0x" as zero.
    }
    if (digits.isEmpty() || Character.digit(digits.charAt(0), 16) < 0) {
      throw fault("expected a number, decimal or with 0x");
    }
    try {
      return new BigInteger(digits, hex ? 16 : 10);
    } catch (NumberFormatException _) {
      throw fault("expected a number, decimal or with 0x");
    }
  }

  Bytes bytes() {
    try {
      return Bytes.wrap(Hex.decode(text()));
    } catch (IllegalArgumentException _) {
      throw fault("expected hexadecimal bytes");
    }
  }

  Bytes bytes(int sizeBytes) {
    Bytes bytes = bytes();
    if (bytes.size() != sizeBytes) {
      throw fault("expected " + sizeBytes + " bytes");
    }
    return bytes;
  }

  Hash hash() {
    return Hash.wrap(bytes(Hash.SIZE_BYTES).toArray());
  }

  Address address() {
    return Address.wrap(bytes(Address.SIZE_BYTES).toArray());
  }

  /// The name of this member read as an address, with or without `0x`.
  static Address addressName(String parentPath, String name) {
    try {
      return Address.fromHex(name);
    } catch (IllegalArgumentException _) {
      throw new SpecException(parentPath, "expected an address as name, found \"" + name + "\"");
    }
  }

  /// A storage word, as name or as value: hexadecimal with or without `0x`, up to 32 bytes.
  static UInt256 word(String path, String text) {
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    try {
      if (digits.isEmpty() || digits.length() > 64) {
        throw new IllegalArgumentException("length");
      }
      return UInt256.fromBytes(Hex.decode(digits.length() % 2 == 0 ? digits : "0" + digits));
    } catch (IllegalArgumentException _) {
      throw new SpecException(
          path, "expected a hexadecimal word of at most 32 bytes, found \"" + text + "\"");
    }
  }

  private String child(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
