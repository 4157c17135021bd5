package org.cairn.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeaderCodecTest {
  /// The first header of Ethereum's main network.
  private static final BlockHeader MAINNET_GENESIS =
      new BlockHeader(
          Hash.ZERO,
          Roots.NO_OMMERS,
          Address.ZERO,
          Hash.fromHex("0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544"),
          Roots.EMPTY_TRIE,
          Roots.EMPTY_TRIE,
          Bloom.EMPTY,
          UInt256.of(0x400000000L),
          0,
          5_000,
          0,
          0,
          Bytes.fromHex("0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa"),
          Hash.ZERO,
          0x42,
          null,
          null,
          null,
          null,
          null,
          null);

  @Test
  void hash_ofTheGenesisOfTheMainNetwork_isTheKnownOne() {
    assertThat(HeaderCodec.hash(MAINNET_GENESIS))
        .isEqualTo(
            Hash.fromHex("0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"));
  }

  @Test
  void encode_ofEachFork_hasItsNumberOfItems() {
    Wei fee = Wei.ofGwei(1);
    Hash root = Roots.EMPTY_TRIE;
    assertItems(MAINNET_GENESIS, 15);
    assertItems(with(fee, null, null, null, null), 16);
    assertItems(with(fee, root, null, null, null), 17);
    assertItems(with(fee, root, 1L, root, null), 20);
    assertItems(with(fee, root, 0L, root, root), 21);
  }

  @Test
  void encode_withGapsBetweenForks_isTheCallersMistake() {
    Wei fee = Wei.ofGwei(1);
    Hash root = Roots.EMPTY_TRIE;
    assertMistake(with(null, root, null, null, null));
    assertMistake(with(fee, null, 1L, root, null));
    assertMistake(with(fee, root, 1L, null, null));
    assertMistake(with(fee, root, null, root, null));
    assertMistake(with(fee, root, null, null, root));
  }

  @Test
  void decode_withAnotherNumberOfItems_isRefused() {
    RlpWriter fields = new RlpWriter();
    RlpReader reader = new RlpReader(HeaderCodec.encode(MAINNET_GENESIS));
    reader.enterList();
    while (reader.hasNext()) {
      fields.raw(reader.raw());
    }
    Bytes fifteen = fields.toBytes();
    Bytes hash = new RlpWriter().bytes(Hash.ZERO).toBytes();
    // The base fee of 18, 19 and 22 items; the blob fields are zero, the rest hashes.
    assertRefused(new RlpWriter().startList().raw(fifteen).scalar(7).raw(hash).scalar(0));
    assertRefused(new RlpWriter().startList().raw(fifteen).scalar(7).raw(hash).scalar(0).scalar(0));
    RlpWriter prague = new RlpWriter().startList().raw(fifteen).scalar(7).raw(hash);
    prague.scalar(0).scalar(0).raw(hash).raw(hash);
    assertThat(HeaderCodec.decode(prague.endList().toBytes()).requestsHash()).isEqualTo(Hash.ZERO);
    RlpWriter later = new RlpWriter().startList().raw(fifteen).scalar(7).raw(hash);
    assertRefused(later.scalar(0).scalar(0).raw(hash).raw(hash).raw(hash));
  }

  @Test
  void decode_ofTooManyBytes_isRefused() {
    assertThatThrownBy(
            () -> HeaderCodec.decode(Bytes.wrap(new byte[HeaderCodec.MAX_ENCODED_BYTES + 1])))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("more than");
  }

  private static BlockHeader with(
      @Nullable Wei baseFee,
      @Nullable Hash withdrawalsRoot,
      @Nullable Long blobGas,
      @Nullable Hash beaconRoot,
      @Nullable Hash requestsHash) {
    BlockHeader header = MAINNET_GENESIS;
    return new BlockHeader(
        header.parentHash(),
        header.ommersHash(),
        header.beneficiary(),
        header.stateRoot(),
        header.transactionsRoot(),
        header.receiptsRoot(),
        header.logsBloom(),
        UInt256.ZERO,
        1,
        header.gasLimit(),
        0,
        1,
        Bytes.EMPTY,
        Hash.ZERO,
        0,
        baseFee,
        withdrawalsRoot,
        blobGas,
        blobGas,
        beaconRoot,
        requestsHash);
  }

  private static void assertItems(BlockHeader header, int count) {
    Bytes encoded = HeaderCodec.encode(header);
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    int items = 0;
    for (; reader.hasNext(); items++) {
      reader.skip();
    }
    assertThat(items).isEqualTo(count);
    assertThat(HeaderCodec.decode(encoded)).isEqualTo(header);
  }

  private static void assertMistake(BlockHeader header) {
    assertThatThrownBy(() -> HeaderCodec.encode(header))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(RlpWriter writer) {
    Bytes bytes = writer.endList().toBytes();
    assertThatThrownBy(() -> HeaderCodec.decode(bytes)).isInstanceOf(DecodingException.class);
  }
}
