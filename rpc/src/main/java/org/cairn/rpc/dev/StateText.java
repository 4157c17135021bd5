package org.cairn.rpc.dev;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.Json;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.codec.Values;

/// A state as tools for development keep it in files: an object with `accounts`, each with its
/// nonce, balance, code and storage, compressed by gzip. What else such a file has, blocks among
/// it, is passed over.
final class StateText {
  /// Of the text, which a short dump might unfold to.
  private static final int MAX_TEXT_BYTES = 256 << 20;

  private static final int MAX_ACCOUNTS = 1_000_000;

  private StateText() {}

  static Bytes encode(StateDiff state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = Json.writer(new GZIPOutputStream(bytes))) {
      out.writeStartObject();
      // Without these two, anvil does not take it.
      out.writeNullField("block");
      out.writeNullField("best_block_number");
      out.writeObjectFieldStart("accounts");
      for (Map.Entry<Address, AccountChange> each : state.accounts().entrySet()) {
        Account account = each.getValue().after();
        if (account == null) {
          continue;
        }
        Bytes code = state.codes().getOrDefault(account.codeHash(), Bytes.EMPTY);
        out.writeObjectFieldStart(each.getKey().toString());
        out.writeFieldName("nonce");
        out.writeNumber(Long.toUnsignedString(account.nonce()));
        out.writeStringField("balance", Quantity.of(account.balance()));
        out.writeStringField("code", code.toString());
        out.writeObjectFieldStart("storage");
        for (Map.Entry<UInt256, UInt256> slot : each.getValue().slots().entrySet()) {
          out.writeStringField(
              slot.getKey().toHash().toString(), slot.getValue().toHash().toString());
        }
        out.writeEndObject();
        out.writeEndObject();
      }
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return Bytes.wrap(bytes.toByteArray());
  }

  /// The accounts of a dump; each comes with all its storage.
  ///
  /// @throws IllegalArgumentException when these bytes are none
  static StateDiff decode(Bytes dump) {
    try (JsonParser parser = Json.reader(text(dump))) {
      return new Draft().read(parser);
    } catch (IOException e) {
      throw new IllegalArgumentException("the state is no compressed JSON: " + e.getMessage());
    }
  }

  /// Plain JSON is taken too.
  private static byte[] text(Bytes dump) throws IOException {
    if (dump.size() > 0 && dump.get(0) == '{') {
      return dump.toArray();
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(dump.shared()))) {
      byte[] text = in.readNBytes(MAX_TEXT_BYTES);
      if (text.length == MAX_TEXT_BYTES) {
        throw new IllegalArgumentException("a state of more than " + MAX_TEXT_BYTES + " bytes");
      }
      return text;
    }
  }

  private static final class Draft {
    private final SortedMap<Address, AccountChange> accounts = new TreeMap<>();
    private final SortedMap<Hash, Bytes> codes = new TreeMap<>();

    StateDiff read(JsonParser parser) throws IOException {
      requireObject(parser.nextToken());
      boolean found = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("accounts")) {
          found = true;
          requireObject(value);
          accounts(parser);
        } else {
          parser.skipChildren();
        }
      }
      if (!found) {
        throw new IllegalArgumentException("the state has no accounts");
      }
      return new StateDiff(accounts, codes);
    }

    private void accounts(JsonParser parser) throws IOException {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        Address address = Values.address(parser.currentName());
        requireObject(parser.nextToken());
        accounts.put(address, account(parser));
        if (accounts.size() > MAX_ACCOUNTS) {
          throw new IllegalArgumentException("more than " + MAX_ACCOUNTS + " accounts");
        }
      }
    }

    private AccountChange account(JsonParser parser) throws IOException {
      long nonce = 0;
      Wei balance = Wei.ZERO;
      Bytes code = Bytes.EMPTY;
      SortedMap<UInt256, UInt256> slots = new TreeMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "nonce" -> nonce = DevValues.unsigned(parser);
          case "balance" -> balance = DevValues.wei(parser);
          case "code" -> code = Values.bytes(parser);
          case "storage" -> {
            requireObject(value);
            storage(parser, slots);
          }
          default -> parser.skipChildren();
        }
      }
      Hash codeHash = code.isEmpty() ? Account.NO_CODE : Keccak256.hash(code);
      if (!code.isEmpty()) {
        codes.put(codeHash, code);
      }
      return new AccountChange(new Account(nonce, balance, codeHash), true, slots);
    }

    private static void storage(JsonParser parser, SortedMap<UInt256, UInt256> slots)
        throws IOException {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        UInt256 key = UInt256.fromHex(parser.currentName());
        var _ = parser.nextToken();
        slots.put(key, DevValues.slotValue(parser));
      }
    }

    private static void requireObject(JsonToken token) {
      if (token != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not an object");
      }
    }
  }
}
