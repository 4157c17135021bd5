package org.cairn.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.junit.jupiter.api.Test;

class RootsTest {
  @Test
  void roots_ofNothing_areTheKnownConstants() {
    assertThat(Roots.transactions(List.of())).isEqualTo(Roots.EMPTY_TRIE);
    assertThat(Roots.receipts(List.of())).isEqualTo(Roots.EMPTY_TRIE);
    assertThat(Roots.withdrawals(List.of())).isEqualTo(Roots.EMPTY_TRIE);
    assertThat(Roots.ommers(List.of())).isEqualTo(Roots.NO_OMMERS);
    assertThat(Keccak256.hash(new RlpWriter().startList().endList().toByteArray()))
        .isEqualTo(Roots.NO_OMMERS);
  }

  @Test
  void requestsHash_ofNoRequests_isSha256OfNothing() {
    Hash empty = Hash.fromHex("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(Roots.requestsHash(List.of())).isEqualTo(empty);
    assertThat(Roots.requestsHash(List.of(Bytes.fromHex("0x00"), Bytes.fromHex("0x01"))))
        .isEqualTo(empty);
  }

  @Test
  void requestsHash_skipsRequestsWithoutData() {
    Bytes deposits = Bytes.fromHex("0x00aabb");
    Bytes exits = Bytes.fromHex("0x01cc");
    Hash expected =
        Sha256.hash(
            Sha256.hash(deposits.toArray()).toArray(), Sha256.hash(exits.toArray()).toArray());
    assertThat(Roots.requestsHash(List.of(deposits, exits))).isEqualTo(expected);
    assertThat(Roots.requestsHash(List.of(deposits, exits, Bytes.fromHex("0x02"))))
        .isEqualTo(expected);
    assertThat(Roots.requestsHash(List.of(exits, deposits))).isNotEqualTo(expected);
  }

  @Test
  void authorization_signedAndRecovered_givesTheAuthority() {
    SecretKey key = SecretKey.of(UInt256.of(11).toBytes());
    Address delegate = Address.fromHex("0x" + "77".repeat(20));
    Authorization signed = Authorities.sign(UInt256.of(1337), delegate, -1L, key);
    assertThat(Authorities.recover(signed)).isEqualTo(key.publicKey().toAddress());

    Authorization otherChain =
        new Authorization(UInt256.ZERO, delegate, -1L, signed.yParity(), signed.r(), signed.s());
    assertThat(Authorities.recover(otherChain)).isNotEqualTo(key.publicKey().toAddress());
    Authorization badParity =
        new Authorization(UInt256.of(1337), delegate, -1L, 27, signed.r(), signed.s());
    assertThat(Authorities.recover(badParity)).isNull();
    Authorization highS =
        new Authorization(UInt256.of(1337), delegate, -1L, 0, signed.r(), UInt256.MAX);
    assertThat(Authorities.recover(highS)).isNull();
  }
}
