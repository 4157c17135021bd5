package org.cairn.rpc.dev;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Encodes and hashes structured data (EIP-712).
///
/// @param types the members of the structured types by name
/// @param typeHashes filled on the way: an array may have a hundred thousand of one type
record TypedDataEncoder(Map<String, List<TypedData.Member>> types, Map<String, byte[]> typeHashes) {
  private static final int WORD_BYTES = 32;
  private static final int MAX_DEPTH = 64;
  private static final Pattern ARRAY = Pattern.compile("(.*)\\[(\\d{0,5})]");
  private static final Pattern INTEGER = Pattern.compile("(u?)int(\\d{0,3})");
  private static final Pattern FIXED_BYTES = Pattern.compile("bytes(\\d{1,2})");

  TypedDataEncoder(Map<String, List<TypedData.Member>> types) {
    this(types, new HashMap<>());
  }

  Hash signingHash(TypedData data) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(0x19);
    all.write(0x01);
    all.writeBytes(hashStruct(TypedData.DOMAIN, data.domain(), 0));
    if (!data.primaryType().equals(TypedData.DOMAIN)) {
      all.writeBytes(hashStruct(data.primaryType(), data.message(), 0));
    }
    return Keccak256.hash(all.toByteArray());
  }

  private byte[] hashStruct(String type, Map<?, ?> value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the message is nested too deep");
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    byte[] typeHash = typeHashes.get(type);
    if (typeHash == null) {
      typeHash = hash(encodeType(type).getBytes(StandardCharsets.UTF_8));
      typeHashes.put(type, typeHash);
    }
    encoded.writeBytes(typeHash);
    for (TypedData.Member member : members(type)) {
      encoded.writeBytes(encode(member.type(), value.get(member.name()), member.name(), depth));
    }
    return hash(encoded.toByteArray());
  }

  private List<TypedData.Member> members(String type) {
    List<TypedData.Member> members = types.get(type);
    if (members == null) {
      throw new IllegalArgumentException("unknown type " + type);
    }
    return members;
  }

  /// The type with those that it refers to, in the order of their names.
  private String encodeType(String type) {
    Set<String> others = new TreeSet<>();
    collect(type, others);
    others.remove(type);
    StringBuilder text = new StringBuilder(signature(type));
    others.forEach(other -> text.append(signature(other)));
    return text.toString();
  }

  private String signature(String type) {
    StringBuilder text = new StringBuilder(type).append('(');
    String separator = "";
    for (TypedData.Member member : members(type)) {
      text.append(separator).append(member.type()).append(' ').append(member.name());
      separator = ",";
    }
    return text.append(')').toString();
  }

  private void collect(String type, Set<String> found) {
    if (!found.add(type)) {
      return;
    }
    for (TypedData.Member member : members(type)) {
      int bracket = member.type().indexOf('[');
      String base = bracket < 0 ? member.type() : member.type().substring(0, bracket);
      if (types.containsKey(base)) {
        collect(base, found);
      }
    }
  }

  private byte[] encode(String type, @Nullable Object value, String name, int depth) {
    Matcher array = ARRAY.matcher(type);
    if (array.matches()) {
      return encodeArray(array.group(1), array.group(2), value, name, depth);
    }
    if (types.containsKey(type)) {
      // A structure that is absent counts as a word of zeros.
      return value == null
          ? new byte[WORD_BYTES]
          : value instanceof Map<?, ?> members
              ? hashStruct(type, members, depth + 1)
              : fail(name, type);
    }
    return switch (type) {
      case "string" -> hash(text(value, name, type).getBytes(StandardCharsets.UTF_8));
      case "bytes" -> hash(bytes(value, name, type));
      case "bool" -> word(truth(value, name) ? BigInteger.ONE : BigInteger.ZERO);
      case "address" -> {
        byte[] address = bytes(value, name, type);
        if (address.length != Address.SIZE_BYTES) {
          yield fail(name, type);
        }
        yield word(new BigInteger(1, address));
      }
      default -> encodeNumberOrBytes(type, value, name);
    };
  }

  private byte[] encodeArray(
      String element, String length, @Nullable Object value, String name, int depth) {
    if (!(value instanceof List<?> elements)
        || (!length.isEmpty() && Integer.parseInt(length) != elements.size())) {
      return fail(name, element + "[" + length + "]");
    }
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the message is nested too deep");
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    for (Object each : elements) {
      encoded.writeBytes(encode(element, each, name, depth + 1));
    }
    return hash(encoded.toByteArray());
  }

  private static byte[] encodeNumberOrBytes(String type, @Nullable Object value, String name) {
    Matcher integer = INTEGER.matcher(type);
    if (integer.matches()) {
      boolean isSigned = integer.group(1).isEmpty();
      int bits = integer.group(2).isEmpty() ? 256 : Integer.parseInt(integer.group(2));
      BigInteger number = number(text(value, name, type), name, type);
      boolean fits =
          isSigned ? number.bitLength() < bits : number.signum() >= 0 && number.bitLength() <= bits;
      return bits <= 256 && fits ? word(number) : fail(name, type);
    }
    Matcher fixed = FIXED_BYTES.matcher(type);
    if (fixed.matches()) {
      int size = Integer.parseInt(fixed.group(1));
      byte[] bytes = bytes(value, name, type);
      return size >= 1 && size <= WORD_BYTES && bytes.length == size
          ? Arrays.copyOf(bytes, WORD_BYTES)
          : fail(name, type);
    }
    throw new IllegalArgumentException("unknown type " + type);
  }

  /// Two's complement, as 32 bytes.
  private static byte[] word(BigInteger number) {
    byte[] word = new byte[WORD_BYTES];
    if (number.signum() < 0) {
      Arrays.fill(word, (byte) 0xff);
    }
    byte[] bytes = number.toByteArray();
    int count = Math.min(bytes.length, WORD_BYTES);
    System.arraycopy(bytes, bytes.length - count, word, WORD_BYTES - count, count);
    return word;
  }

  private static BigInteger number(String text, String name, String type) {
    try {
      return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("member " + name + " is no " + type);
    }
  }

  private static boolean truth(@Nullable Object value, String name) {
    return switch (value) {
      case Boolean truth -> truth;
      case String text when text.equals("true") -> true;
      case String text when text.equals("false") -> false;
      case null, default -> throw new IllegalArgumentException("member " + name + " is no bool");
    };
  }

  private static byte[] bytes(@Nullable Object value, String name, String type) {
    try {
      return Bytes.fromHex(text(value, name, type)).toArray();
    } catch (IllegalArgumentException _) {
      return fail(name, type);
    }
  }

  private static String text(@Nullable Object value, String name, String type) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("member " + name + " is no " + type);
  }

  private static byte[] fail(String name, String type) {
    throw new IllegalArgumentException("member " + name + " is no " + type);
  }

  private static byte[] hash(byte[] bytes) {
    return Keccak256.hash(bytes).toArray();
  }
}
