package org.cairn.rpc.dev;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Json;
import org.cairn.rpc.codec.Values;
import org.jspecify.annotations.Nullable;

/// The argument of `eth_signTypedData_v4` (EIP-712): types, which of them the message has, the
/// domain, the message. Values are as JSON has them: maps, lists, texts (numbers among them),
/// booleans.
record TypedData(
    Map<String, List<Member>> types,
    String primaryType,
    Map<String, @Nullable Object> domain,
    Map<String, @Nullable Object> message) {
  private static final int MAX_TYPES = 1_000;
  private static final int MAX_ELEMENTS = 100_000;

  static final String DOMAIN = "EIP712Domain";

  /// A member of a structured type.
  record Member(String name, String type) {}

  /// What the domain may have, in the order in which its type lists them.
  private static final List<Member> DOMAIN_MEMBERS =
      List.of(
          new Member("name", "string"),
          new Member("version", "string"),
          new Member("chainId", "uint256"),
          new Member("verifyingContract", "address"),
          new Member("salt", "bytes32"));

  /// Reads the object, or the text of one.
  static TypedData read(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      byte[] text = parser.getText().getBytes(StandardCharsets.UTF_8);
      try (JsonParser inner = Json.reader(text)) {
        var _ = inner.nextToken();
        return readObject(inner);
      }
    }
    return readObject(parser);
  }

  private static TypedData readObject(JsonParser parser) throws IOException {
    expect(parser, JsonToken.START_OBJECT, "an object");
    Map<String, List<Member>> types = null;
    String primaryType = null;
    Map<String, @Nullable Object> domain = Map.of();
    Map<String, @Nullable Object> message = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      var _ = parser.nextToken();
      switch (name) {
        case "types" -> types = types(parser);
        case "primaryType" -> primaryType = Values.text(parser);
        case "domain" -> domain = object(parser);
        case "message" -> message = object(parser);
        default -> parser.skipChildren();
      }
    }
    if (types == null || primaryType == null || message == null) {
      throw new IllegalArgumentException("typed data has types, primaryType, domain and message");
    }
    types.putIfAbsent(DOMAIN, domainMembers(domain));
    return new TypedData(types, primaryType, domain, message);
  }

  /// What is signed.
  Hash hash() {
    return new TypedDataEncoder(types).signingHash(this);
  }

  private static List<Member> domainMembers(Map<String, @Nullable Object> domain) {
    return DOMAIN_MEMBERS.stream().filter(member -> domain.containsKey(member.name())).toList();
  }

  private static Map<String, List<Member>> types(JsonParser parser) throws IOException {
    expect(parser, JsonToken.START_OBJECT, "an object of types");
    Map<String, List<Member>> types = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      var _ = parser.nextToken();
      types.put(name, Values.listOf(TypedData::member, MAX_TYPES).read(parser));
      if (types.size() > MAX_TYPES) {
        throw new IllegalArgumentException("more than " + MAX_TYPES + " types");
      }
    }
    return types;
  }

  private static Member member(JsonParser parser) throws IOException {
    expect(parser, JsonToken.START_OBJECT, "an object of name and type");
    String name = null;
    String type = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      var _ = parser.nextToken();
      switch (member) {
        case "name" -> name = Values.text(parser);
        case "type" -> type = Values.text(parser);
        default -> parser.skipChildren();
      }
    }
    if (name == null || type == null) {
      throw new IllegalArgumentException("a member of a type has a name and a type");
    }
    return new Member(name, type);
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    expect(parser, JsonToken.START_OBJECT, "an object");
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      var _ = parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
          if (elements.size() > MAX_ELEMENTS) {
            throw new IllegalArgumentException("more than " + MAX_ELEMENTS + " elements");
          }
        }
        yield elements;
      }
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static void expect(JsonParser parser, JsonToken token, String what) {
    if (parser.currentToken() != token) {
      throw new IllegalArgumentException("not " + what);
    }
  }
}
