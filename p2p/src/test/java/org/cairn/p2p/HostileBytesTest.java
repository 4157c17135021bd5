package org.cairn.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.discovery.AddressesFrame;
import org.cairn.p2p.discovery.KnownPeer;
import org.cairn.p2p.handshake.ChainIdentity;
import org.cairn.p2p.handshake.Goodbye;
import org.cairn.p2p.handshake.Hello;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.request.RequestFrame;
import org.cairn.p2p.request.ResponseFrame;
import org.junit.jupiter.api.Test;

/// Every decoder of peers' bytes gives back what was encoded, and for anything else throws
/// [DecodingException] and nothing more.
class HostileBytesTest {
  private static final PeerId ID = new PeerId(Hash.ZERO);
  private static final Bytes KEY = Bytes.wrap(new byte[48]);

  private record Codec(Bytes encoded, Function<Bytes, Object> decode) {}

  private static List<Codec> codecs() {
    Hello hello =
        new Hello(
            1, new ChainIdentity(1, Hash.ZERO), ID, 7, Hash.ZERO, "10.0.0.1", 1, "client", KEY);
    AddressesFrame addresses =
        new AddressesFrame(
            List.of(
                new KnownPeer(ID, new HostPort("::1", 30303), KEY),
                new KnownPeer(ID, new HostPort("a.example", 1), null)));
    return List.of(
        new Codec(hello.encode(), Hello::decode),
        new Codec(addresses.encode(), AddressesFrame::decode),
        new Codec(new Goodbye(DisconnectReason.BANNED, "why").encode(), Goodbye::decode),
        new Codec(new RequestFrame(3, 9, KEY).encode(), RequestFrame::decode),
        new Codec(
            new ResponseFrame(3, ResponseFrame.Status.OK, KEY).encode(), ResponseFrame::decode),
        new Codec(
            new ResponseFrame(3, ResponseFrame.Status.BUSY, Bytes.EMPTY).encode(),
            ResponseFrame::decode));
  }

  @Test
  void decode_whatWasEncoded_isTheSame() {
    for (Codec codec : codecs()) {
      Object once = codec.decode.apply(codec.encoded);
      assertThat(codec.decode.apply(codec.encoded)).isEqualTo(once);
    }
    assertThat(Hello.decode(codecs().getFirst().encoded).encode())
        .isEqualTo(codecs().getFirst().encoded);
    assertThat(AddressesFrame.decode(codecs().get(1).encoded).encode())
        .isEqualTo(codecs().get(1).encoded);
  }

  @Test
  void decode_mutatedCutOrRandomBytes_throwsOnlyDecodingException() {
    Hostile hostile = new Hostile(HostileBytesTest.class, 3000);
    int refused = 0;
    while (hostile.goesOn()) {
      for (Codec codec : codecs()) {
        try {
          var _ = codec.decode.apply(hostile.of(codec.encoded));
        } catch (DecodingException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void hello_withABadHostOrName_isRefused() {
    List<Hello> bad = new ArrayList<>();
    ChainIdentity chain = new ChainIdentity(1, Hash.ZERO);
    bad.add(new Hello(1, chain, ID, 1, Hash.ZERO, "no host", 1, "client", null));
    bad.add(new Hello(1, chain, ID, 1, Hash.ZERO, "host", 1, "x".repeat(65), null));
    bad.add(new Hello(1, chain, ID, 1, Hash.ZERO, "host", 1, "a\nb", null));
    for (Hello hello : bad) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Hello.decode(hello.encode())))
          .isInstanceOf(DecodingException.class);
    }
  }
}
