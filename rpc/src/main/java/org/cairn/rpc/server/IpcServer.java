package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Subscriber;
import org.cairn.rpc.subscription.Subscriptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JSON-RPC for programs of this machine over a socket in the file system, which only the node's
/// user may open. Messages follow one another without more; each is answered by a line. A virtual
/// thread reads and answers each connection, another writes what is pushed.
final class IpcServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IpcServer.class);
  private static final int READ_BYTES = 16 << 10;
  private static final int MAX_CONNECTIONS = 64;
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final String OWNER_ONLY = "rw-------";

  private final Path path;
  private final Workers workers;
  private final Subscriptions subscriptions;
  private final RpcLimits limits;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final ServerSocketChannel server;

  IpcServer(Path path, Workers workers, Subscriptions subscriptions, RpcLimits limits) {
    this.path = path;
    this.workers = workers;
    this.subscriptions = subscriptions;
    this.limits = limits;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException e) {
      throw new PortTakenException("cannot open a socket: " + e.getMessage(), e);
    }
  }

  /// @throws PortTakenException when the socket cannot be made there
  void start() {
    try {
      deleteOldSocket();
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OWNER_ONLY));
    } catch (IOException | UnsupportedOperationException e) {
      throw new PortTakenException("cannot listen on " + path + ": " + e.getMessage(), e);
    }
    var _ = Thread.ofVirtual().name("ipc-accept").start(this::accept);
  }

  /// One is left when a node did not end well. Anything else that is there is the user's.
  private void deleteOldSocket() throws IOException {
    if (Files.exists(path) && Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
      Files.delete(path);
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        if (open.size() >= MAX_CONNECTIONS) {
          channel.close();
        } else {
          open.add(channel);
          var _ = Thread.ofVirtual().name("ipc").start(() -> serve(channel));
        }
      } catch (IOException e) {
        LOG.debug("event=ipc_accept_failed reason=\"{}\"", e.getMessage());
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  private void serve(SocketChannel channel) {
    Connection connection = new Connection(channel, limits.maxPushBytes());
    Thread pushing = Thread.ofVirtual().name("ipc-push").start(connection::writePushes);
    try (channel) {
      answerAll(channel, connection);
    } catch (IOException e) {
      LOG.debug("event=ipc_ended reason=\"{}\"", e.getMessage());
    } finally {
      pushing.interrupt();
      open.remove(channel);
      subscriptions.closeAll(connection);
    }
  }

  private void answerAll(SocketChannel channel, Connection connection) throws IOException {
    MessageSplitter splitter = new MessageSplitter(limits.maxBodyBytes());
    ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    while (channel.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        try {
          byte[] message = splitter.next(buffer);
          if (message != null) {
            workers.answerHere(
                message,
                new Caller(connection, Caller.NOBODY, connection, true),
                connection::respond);
          }
        } catch (IllegalArgumentException e) {
          connection.respond(
              JsonRpc.error(
                  new RpcError(RpcError.INVALID_REQUEST, "invalid request: " + e.getMessage())));
          return;
        }
      }
      buffer.clear();
    }
  }

  /// One client. Responses are written by the thread that made them, so that a client which does
  /// not read is not read from either; pushes wait in a queue, and a client that leaves too much of
  /// it unread is closed, as nothing is final news any more when it comes late.
  private static final class Connection implements Subscriber {
    private final SocketChannel channel;
    private final int maxUnreadBytes;
    private final Lock writing = new ReentrantLock();
    private final BlockingQueue<byte[]> pushes = new LinkedBlockingQueue<>();
    private final AtomicLong unreadBytes = new AtomicLong();

    Connection(SocketChannel channel, int maxUnreadBytes) {
      this.channel = channel;
      this.maxUnreadBytes = maxUnreadBytes;
    }

    @Override
    public void push(String text) {
      byte[] line = text.getBytes(UTF_8);
      if (unreadBytes.getAndAdd(line.length) > maxUnreadBytes) {
        LOG.debug("event=client_dropped client=ipc reason=\"too slow\"");
        IpcServer.close(channel);
      } else {
        pushes.add(line);
      }
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    void respond(@Nullable ResponseBuffer response) {
      if (response != null) {
        try {
          write(response.shared(), response.size());
        } catch (IOException e) {
          LOG.debug("event=ipc_gone reason=\"{}\"", e.getMessage());
          IpcServer.close(channel);
        } finally {
          response.release();
        }
      }
    }

    void writePushes() {
      try {
        while (channel.isOpen()) {
          byte[] push = pushes.take();
          write(push, push.length);
          unreadBytes.addAndGet(-push.length);
        }
      } catch (IOException | InterruptedException e) {
        LOG.debug("event=ipc_pushes_ended reason=\"{}\"", e.getMessage());
        IpcServer.close(channel);
      }
    }

    private void write(byte[] text, int lengthBytes) throws IOException {
      ByteBuffer line =
          ByteBuffer.allocate(lengthBytes + 1).put(text, 0, lengthBytes).put((byte) '\n').flip();
      writing.lock();
      try {
        while (line.hasRemaining()) {
          var _ = channel.write(line);
        }
      } finally {
        writing.unlock();
      }
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("event=ipc_close_failed reason=\"{}\"", e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      open.forEach(IpcServer::close);
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("event=ipc_close_failed reason=\"{}\"", e.getMessage());
    }
  }
}
