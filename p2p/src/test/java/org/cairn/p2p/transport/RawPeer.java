package org.cairn.p2p.transport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.frame.FrameKind;
import org.cairn.p2p.handshake.ChainIdentity;
import org.cairn.p2p.handshake.Goodbye;
import org.cairn.p2p.handshake.Hello;
import org.cairn.p2p.peer.PeerId;
import org.jspecify.annotations.Nullable;

/// A peer that a test leads byte by byte, over a blocking socket with the JDK's own TLS.
final class RawPeer implements AutoCloseable {
  static final Hash NONCE =
      Hash.fromHex("0x2222222222222222222222222222222222222222222222222222222222222222");

  record Frame(FrameKind kind, Bytes payload) {}

  private final @Nullable NodeCertificate identity;
  private final SSLSocket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private RawPeer(@Nullable NodeCertificate identity, SSLSocket socket) throws IOException {
    this.identity = identity;
    this.socket = socket;
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /// Connects; without an identity it shows no certificate.
  static RawPeer connect(int port, @Nullable NodeCertificate identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys(identity), new TrustManager[] {new TrustAll()}, null);
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
      RawPeer peer = new RawPeer(identity, socket);
      socket.startHandshake();
      return peer;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyManager[] keys(@Nullable NodeCertificate identity)
      throws GeneralSecurityException, IOException {
    if (identity == null) {
      return new KeyManager[0];
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "node", identity.privateKey(), new char[0], new Certificate[] {identity.certificate()});
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  PeerId id() {
    return TestKeys.id(Objects.requireNonNull(identity));
  }

  Hello hello(ChainIdentity chain, @Nullable Bytes validatorKey) {
    return new Hello(Hello.VERSION, chain, id(), 1, NONCE, "", 0, "raw", validatorKey);
  }

  /// Sends a greeting and returns the other side's.
  Hello greet(ChainIdentity chain) {
    return greet(hello(chain, null));
  }

  Hello greet(Hello hello) {
    send(FrameKind.HELLO, hello.encode());
    return Hello.decode(await(FrameKind.HELLO));
  }

  void prove(Bytes proof) {
    send(FrameKind.PROOF, proof);
  }

  /// Goes all the way.
  RawPeer handshake() {
    greet(TestNode.CHAIN);
    prove(Bytes.EMPTY);
    await(FrameKind.PROOF);
    await(FrameKind.ACCEPT);
    send(FrameKind.ACCEPT, Bytes.EMPTY);
    return this;
  }

  void send(FrameKind kind, Bytes payload) {
    try {
      out.writeInt(1 + payload.size());
      out.writeByte(kind.code());
      out.write(payload.shared());
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void sendRaw(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Frame read() {
    try {
      int length = in.readInt();
      int code = in.readUnsignedByte();
      byte[] payload = in.readNBytes(length - 1);
      return new Frame(kind(code), Bytes.wrap(payload));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FrameKind kind(int code) {
    for (FrameKind kind : FrameKind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw new AssertionError("frame kind " + code);
  }

  /// Reads on until a frame of this kind comes.
  Bytes await(FrameKind kind) {
    while (true) {
      Frame frame = read();
      if (frame.kind() == kind) {
        return frame.payload();
      }
      if (frame.kind() == FrameKind.GOODBYE) {
        throw new AssertionError("goodbye: " + Goodbye.decode(frame.payload()));
      }
    }
  }

  Goodbye awaitGoodbye() {
    while (true) {
      Frame frame = read();
      if (frame.kind() == FrameKind.GOODBYE) {
        return Goodbye.decode(frame.payload());
      }
    }
  }

  /// Whether the other side closes, after whatever it still sends.
  boolean isClosedByPeer() {
    try {
      while (in.read() >= 0) {
        // What comes before the end does not matter.
      }
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
