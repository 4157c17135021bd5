package org.cairn.p2p.handshake;

import java.util.regex.Pattern;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.frame.WireReader;
import org.cairn.p2p.frame.WireWriter;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerId;
import org.jspecify.annotations.Nullable;

/// The first frame in each direction: who is there. `run` is random for each start of the program
/// and tells a restarted peer from a second connection of the same one; `nonce` is random for each
/// connection and is what the other side's validator signs. `listenHost` is empty when the other
/// side shall use the address it sees, `listenPort` 0 when the node takes no connections.
public record Hello(
    int version,
    ChainIdentity chain,
    PeerId nodeId,
    long run,
    Hash nonce,
    String listenHost,
    int listenPort,
    String clientName,
    @Nullable Bytes validatorKey) {
  public static final int VERSION = 1;
  private static final Pattern CLIENT_NAME = Pattern.compile("[ -~&&[^\"]]{0,64}");

  public Bytes encode() {
    WireWriter out = new WireWriter(320);
    out.u16(version).u64(chain.chainId()).hash(chain.genesis()).hash(nodeId.value());
    out.u64(run).hash(nonce).text(listenHost).u16(listenPort).text(clientName);
    if (validatorKey == null) {
      out.u8(0);
    } else {
      out.u8(1).raw(validatorKey.shared());
    }
    return out.toBytes();
  }

  /// The version that a greeting has; what follows it is of that version.
  ///
  /// @throws DecodingException when the bytes are no greeting
  public static int version(Bytes payload) {
    return new WireReader(payload).u16();
  }

  /// Reads a greeting of this version.
  ///
  /// @throws DecodingException when the bytes are no greeting
  public static Hello decode(Bytes payload) {
    WireReader in = new WireReader(payload);
    int version = in.u16();
    ChainIdentity chain = new ChainIdentity(in.u64(), in.hash());
    PeerId nodeId = new PeerId(in.hash());
    long run = in.u64();
    Hash nonce = in.hash();
    String listenHost = in.text();
    int listenPort = in.u16();
    if (!listenHost.isEmpty() && !HostPort.isHost(listenHost)) {
      throw new DecodingException("not a host: " + listenHost);
    }
    String clientName = in.text();
    if (!CLIENT_NAME.matcher(clientName).matches()) {
      throw new DecodingException("client name is not up to 64 printable ASCII characters");
    }
    Bytes key = in.u8() == 0 ? null : in.bytes(ValidatorProof.KEY_BYTES);
    in.end();
    return new Hello(version, chain, nodeId, run, nonce, listenHost, listenPort, clientName, key);
  }

  /// Where the node takes connections, if it does.
  ///
  /// @param seenHost the address that it was reached from or at
  public @Nullable HostPort listening(String seenHost) {
    return listenPort == 0
        ? null
        : new HostPort(listenHost.isEmpty() ? seenHost : listenHost, listenPort);
  }
}
