package org.cairn.core.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.Secp256k1;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Signature;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// The EIP-2718 encoding of the five transaction types, and what is signed.
///
/// Decoding checks form only: canonical RLP, widths of numbers, a parity that is a bit. Whether a
/// signature names a sender is for [Senders], whether a chain takes the transaction for the rules
/// of its fork. A blob transaction is read without its sidecar, as blocks hold it.
public final class TransactionCodec {
  /// EIP-2294: beyond it `v` of a protected legacy transaction has more than 64 bits.
  public static final long MAX_CHAIN_ID = Long.MAX_VALUE - 36;

  /// A transaction cannot be longer than its block.
  public static final int MAX_ENCODED_BYTES = BlockCodec.MAX_ENCODED_BYTES;

  private static final int FIXED_BYTES = 256;
  private static final int MAX_AUTHORIZATION_PARITY = 255;

  private TransactionCodec() {}

  /// @throws DecodingException when these bytes are no transaction
  public static SignedTransaction decode(Bytes encoded) {
    if (encoded.isEmpty()) {
      throw new DecodingException("transaction without a byte");
    }
    if (encoded.size() > MAX_ENCODED_BYTES) {
      throw new DecodingException(
          "transaction of " + encoded.size() + " bytes, more than " + MAX_ENCODED_BYTES);
    }
    int first = encoded.get(0) & 0xff;
    return first >= 0xc0 ? decodeLegacy(encoded) : decodeTyped(encoded, first);
  }

  /// Reads a transaction as block bodies hold it: legacy as a list, the others as a string.
  ///
  /// @throws DecodingException when the next item is no transaction
  public static SignedTransaction read(RlpReader reader) {
    if (reader.nextIsList()) {
      return decodeLegacy(reader.raw());
    }
    Bytes encoded = reader.bytes();
    if (encoded.isEmpty()) {
      throw new DecodingException("transaction without a byte");
    }
    return decodeTyped(encoded, encoded.get(0) & 0xff);
  }

  /// Writes a transaction as block bodies hold it.
  public static void write(RlpWriter writer, SignedTransaction signed) {
    if (signed.transaction().type() == 0) {
      writer.raw(signed.encoded());
    } else {
      writer.bytes(signed.encoded());
    }
  }

  /// What [#write] writes of it.
  static long encodedBytes(SignedTransaction signed) {
    return signed.transaction().type() == 0
        ? signed.encoded().size()
        : RlpWriter.stringBytes(signed.encoded());
  }

  /// Signs with the key, whoever the sender is meant to be.
  ///
  /// @throws IllegalArgumentException when chain id or gas limit cannot be encoded
  public static SignedTransaction sign(Transaction transaction, SecretKey key) {
    return assemble(transaction, Secp256k1.sign(signingHash(transaction), key));
  }

  /// Puts a transaction and its signature together.
  ///
  /// @throws IllegalArgumentException when chain id, gas limit or parity cannot be encoded
  public static SignedTransaction assemble(Transaction transaction, Signature signature) {
    if ((signature.yParity() | 1) != 1) {
      throw new IllegalArgumentException("parity is no bit: " + signature.yParity());
    }
    RlpWriter writer = start(transaction);
    if (transaction instanceof Transaction.Legacy legacy) {
      writer.scalar(legacyV(legacy.chainId(), signature.yParity()));
    } else {
      writer.scalar(signature.yParity());
    }
    writer.scalar(signature.r()).scalar(signature.s()).endList();
    Bytes encoded = writer.toBytes();
    return new SignedTransaction(transaction, signature, encoded, Keccak256.hash(encoded));
  }

  /// A transaction without a signature, for blocks that are only simulated: `v`, `r` and `s` are
  /// zero, which no decoder takes for a legacy transaction.
  ///
  /// @throws IllegalArgumentException when chain id or gas limit cannot be encoded
  public static SignedTransaction unsigned(Transaction transaction) {
    Bytes encoded = start(transaction).scalar(0).scalar(0).scalar(0).endList().toBytes();
    return new SignedTransaction(
        transaction,
        new Signature(0, UInt256.ZERO, UInt256.ZERO),
        encoded,
        Keccak256.hash(encoded));
  }

  /// What the sender's key signs.
  ///
  /// @throws IllegalArgumentException when chain id or gas limit cannot be encoded
  public static Hash signingHash(Transaction transaction) {
    RlpWriter writer = start(transaction);
    if (transaction instanceof Transaction.Legacy legacy && legacy.chainId() != null) {
      // EIP-155: the chain id stands where v will be, r and s are zero.
      writer.scalar(legacy.chainId()).scalar(0).scalar(0);
    }
    writer.endList();
    return Keccak256.hash(writer.toByteArray());
  }

  static void writeAuthorizationFields(RlpWriter writer, Authorization authorization) {
    writer
        .scalar(authorization.chainId())
        .bytes(authorization.address())
        .scalar(authorization.nonce());
  }

  /// Type byte, start of the list, and all fields but the signature.
  private static RlpWriter start(Transaction transaction) {
    if (transaction.gasLimit() < 0) {
      throw new IllegalArgumentException("gas limit is negative: " + transaction.gasLimit());
    }
    RlpWriter writer = new RlpWriter(FIXED_BYTES + transaction.data().size());
    if (transaction.type() != 0) {
      writer.rawByte(transaction.type());
    }
    writer.startList();
    switch (transaction) {
      case Transaction.Legacy legacy -> {
        if (legacy.chainId() != null) {
          checkChainId(legacy.chainId());
        }
        writer.scalar(legacy.nonce()).scalar(legacy.gasPrice().value());
        writeCall(writer, legacy);
      }
      case Transaction.WithAccessList listed -> {
        writer.scalar(checkChainId(listed.chainId())).scalar(listed.nonce());
        writer.scalar(listed.gasPrice().value());
        writeCall(writer, listed);
        writeAccessList(writer, listed.accessList());
      }
      case Transaction.DynamicFee dynamic -> writeDynamic(writer, dynamic.chainId(), dynamic);
      case Transaction.Blob blob -> {
        writeDynamic(writer, blob.chainId(), blob);
        writer.scalar(blob.maxFeePerBlobGas().value()).startList();
        for (Hash hash : blob.blobVersionedHashes()) {
          writer.bytes(hash);
        }
        writer.endList();
      }
      case Transaction.SetCode setCode -> {
        writeDynamic(writer, setCode.chainId(), setCode);
        writeAuthorizations(writer, setCode.authorizations());
      }
    }
    return writer;
  }

  private static void writeDynamic(RlpWriter writer, long chainId, Transaction transaction) {
    writer
        .scalar(checkChainId(chainId))
        .scalar(transaction.nonce())
        .scalar(transaction.maxPriorityFeePerGas().value())
        .scalar(transaction.maxFeePerGas().value());
    writeCall(writer, transaction);
    writeAccessList(writer, transaction.accessList());
  }

  private static void writeCall(RlpWriter writer, Transaction transaction) {
    writer.scalar(transaction.gasLimit());
    Address to = transaction.to();
    if (to == null) {
      writer.bytes(Bytes.EMPTY);
    } else {
      writer.bytes(to);
    }
    writer.scalar(transaction.value().value()).bytes(transaction.data());
  }

  private static void writeAccessList(RlpWriter writer, List<AccessListEntry> accessList) {
    writer.startList();
    byte[] word = new byte[32];
    for (AccessListEntry entry : accessList) {
      writer.startList().bytes(entry.address()).startList();
      for (UInt256 slot : entry.slots()) {
        slot.writeTo(word, 0);
        writer.bytes(word);
      }
      writer.endList().endList();
    }
    writer.endList();
  }

  private static void writeAuthorizations(RlpWriter writer, List<Authorization> authorizations) {
    writer.startList();
    for (Authorization authorization : authorizations) {
      writer.startList();
      writeAuthorizationFields(writer, authorization);
      writer.scalar(authorization.yParity()).scalar(authorization.r()).scalar(authorization.s());
      writer.endList();
    }
    writer.endList();
  }

  private static SignedTransaction decodeLegacy(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    long nonce = reader.scalar();
    Wei gasPrice = wei(reader);
    long gasLimit = reader.scalar63();
    Address to = reader.optionalAddress();
    Wei value = wei(reader);
    Bytes data = reader.bytes();
    long v = reader.scalar();
    Long chainId = legacyChainId(v);
    int yParity = chainId == null ? (int) (v - 27) : (int) ((v - 35) & 1);
    Signature signature = new Signature(yParity, reader.uint256(), reader.uint256());
    reader.leaveList();
    reader.finish();
    return new SignedTransaction(
        new Transaction.Legacy(chainId, nonce, gasPrice, gasLimit, to, value, data),
        signature,
        encoded,
        Keccak256.hash(encoded));
  }

  private static SignedTransaction decodeTyped(Bytes encoded, int type) {
    RlpReader reader = new RlpReader(encoded.shared(), 1, encoded.size() - 1);
    if (type < 1 || type > 4) {
      throw new DecodingException("transaction type " + type + " is not known");
    }
    reader.enterList();
    Transaction transaction = type == 1 ? readWithAccessList(reader) : readDynamic(reader, type);
    Signature signature = new Signature(reader.scalar(1), reader.uint256(), reader.uint256());
    reader.leaveList();
    reader.finish();
    return new SignedTransaction(transaction, signature, encoded, Keccak256.hash(encoded));
  }

  private static Transaction readWithAccessList(RlpReader reader) {
    return new Transaction.WithAccessList(
        readChainId(reader),
        reader.scalar(),
        wei(reader),
        reader.scalar63(),
        reader.optionalAddress(),
        wei(reader),
        reader.bytes(),
        readAccessList(reader));
  }

  /// Types 2 to 4 begin alike.
  private static Transaction readDynamic(RlpReader reader, int type) {
    long chainId = readChainId(reader);
    long nonce = reader.scalar();
    Wei maxPriorityFee = wei(reader);
    Wei maxFee = wei(reader);
    long gasLimit = reader.scalar63();
    Address to = type == 2 ? reader.optionalAddress() : reader.address();
    Wei value = wei(reader);
    Bytes data = reader.bytes();
    List<AccessListEntry> accessList = readAccessList(reader);
    if (type == 2) {
      return new Transaction.DynamicFee(
          chainId, nonce, maxPriorityFee, maxFee, gasLimit, to, value, data, accessList);
    }
    // Neither blob nor set-code transactions can create contracts (EIP-4844, EIP-7702).
    Address callee = Objects.requireNonNull(to);
    return type == 3
        ? new Transaction.Blob(
            chainId,
            nonce,
            maxPriorityFee,
            maxFee,
            gasLimit,
            callee,
            value,
            data,
            accessList,
            wei(reader),
            readHashes(reader))
        : new Transaction.SetCode(
            chainId,
            nonce,
            maxPriorityFee,
            maxFee,
            gasLimit,
            callee,
            value,
            data,
            accessList,
            readAuthorizations(reader));
  }

  private static List<AccessListEntry> readAccessList(RlpReader reader) {
    reader.enterList();
    if (!reader.hasNext()) {
      reader.leaveList();
      return List.of();
    }
    List<AccessListEntry> entries = new ArrayList<>();
    while (reader.hasNext()) {
      reader.enterList();
      Address address = reader.address();
      List<UInt256> slots = new ArrayList<>();
      reader.enterList();
      while (reader.hasNext()) {
        slots.add(UInt256.of(reader.hash()));
      }
      reader.leaveList();
      reader.leaveList();
      entries.add(new AccessListEntry(address, slots));
    }
    reader.leaveList();
    return entries;
  }

  private static List<Hash> readHashes(RlpReader reader) {
    List<Hash> hashes = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      hashes.add(reader.hash());
    }
    reader.leaveList();
    return hashes;
  }

  private static List<Authorization> readAuthorizations(RlpReader reader) {
    List<Authorization> authorizations = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      reader.enterList();
      authorizations.add(
          new Authorization(
              reader.uint256(),
              reader.address(),
              reader.scalar(),
              reader.scalar(MAX_AUTHORIZATION_PARITY),
              reader.uint256(),
              reader.uint256()));
      reader.leaveList();
    }
    reader.leaveList();
    return authorizations;
  }

  private static Wei wei(RlpReader reader) {
    UInt256 value = reader.uint256();
    return value.isZero() ? Wei.ZERO : new Wei(value);
  }

  private static long readChainId(RlpReader reader) {
    long chainId = reader.scalar63();
    if (chainId > MAX_CHAIN_ID) {
      throw new DecodingException("chain id " + chainId + " is above the limit of EIP-2294");
    }
    return chainId;
  }

  private static long checkChainId(long chainId) {
    if (chainId < 0 || chainId > MAX_CHAIN_ID) {
      throw new IllegalArgumentException("chain id is out of range: " + chainId);
    }
    return chainId;
  }

  /// 27 and 28 tell the parity alone; EIP-155 adds the chain id twice to 35.
  private static long legacyV(@Nullable Long chainId, int yParity) {
    return chainId == null ? 27 + yParity : 35 + 2 * chainId + yParity;
  }

  private static @Nullable Long legacyChainId(long v) {
    if (v == 27 || v == 28) {
      return null;
    }
    long chainId = (v - 35) >>> 1;
    if (Long.compareUnsigned(v, 35) < 0 || chainId > MAX_CHAIN_ID) {
      throw new DecodingException("v of a legacy transaction is " + Long.toUnsignedString(v));
    }
    return chainId;
  }
}
