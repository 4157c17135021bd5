package org.cairn.p2p.transport;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.p2p.peer.PeerId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS 1.3 in which both sides show a certificate. Any certificate will do for TLS itself, which
/// proves that the other side holds its key; who that makes it is decided by the key alone (see
/// [PeerId]) and checked by the handshake that follows.
final class Tls {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
  private static final int WRITE_QUEUE_BYTES = 256 << 10;

  private Tls() {}

  static NetServerOptions server(NodeCertificate identity, NetworkConfig config) {
    if (!OpenSSLEngineOptions.isAvailable()) {
      LOG.warn(
          "event=tls_fallback detail=\"BoringSSL does not load here; using the JDK's TLS, which is"
              + " slower and has no post-quantum key exchange\"");
    }
    NetServerOptions options = new NetServerOptions();
    options.setClientAuth(ClientAuth.REQUIRED);
    options.setReuseAddress(true);
    common(options, identity, config);
    return options;
  }

  static NetClientOptions client(NodeCertificate identity, NetworkConfig config) {
    NetClientOptions options = new NetClientOptions();
    options.setHostnameVerificationAlgorithm("");
    options.setConnectTimeout((int) config.handshakeTimeout().toMillis());
    common(options, identity, config);
    return options;
  }

  private static void common(
      TCPSSLOptions options, NodeCertificate identity, NetworkConfig config) {
    options
        .setSsl(true)
        .setSslEngineOptions(engine())
        .setKeyCertOptions(KeyCertOptions.wrap(new OneKey(identity)))
        .setTrustOptions(TrustOptions.wrap(new AnyCertificate()))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
        .setSslHandshakeTimeout(config.handshakeTimeout().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true);
  }

  /// BoringSSL where its library loads: ten times cheaper handshakes, twice the throughput and a
  /// post-quantum key exchange.
  private static SSLEngineOptions engine() {
    return OpenSSLEngineOptions.isAvailable()
        ? new OpenSSLEngineOptions().setSessionCacheEnabled(false)
        : new JdkSSLEngineOptions();
  }

  /// Who is on the other side of a socket whose TLS handshake is done.
  ///
  /// @throws SSLPeerUnverifiedException when it showed no certificate
  static PeerId peerId(NetSocket socket) throws SSLPeerUnverifiedException {
    List<Certificate> chain = socket.peerCertificates();
    if (chain == null || chain.isEmpty()) {
      throw new SSLPeerUnverifiedException("no certificate");
    }
    return new PeerId(NodeCertificate.fingerprint(chain.getFirst()));
  }

  static void limitWriteQueue(NetSocket socket) {
    var _ = socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
  }

  /// A key manager with one key for all purposes.
  private static final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "node";
    private final NodeCertificate identity;

    OneKey(NodeCertificate identity) {
      this.identity = identity;
    }

    private @Nullable String alias(String keyType) {
      return keyType.startsWith("EC") ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return ALIAS;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return alias(keyType);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {identity.certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return identity.privateKey();
    }
  }

  /// A trust manager that leaves the decision to the handshake after TLS.
  private static final class AnyCertificate extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
