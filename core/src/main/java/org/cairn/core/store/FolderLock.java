package org.cairn.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The right of one process to use a data folder. The operating system takes it back when the
/// process dies, however that happens; the file stays and holds the last owner's process id.
final class FolderLock implements AutoCloseable {
  private static final String NAME = "process.lock";
  private static final int MAX_ID_BYTES = 20;

  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  static FolderLock take(Path folder) {
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve(NAME),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String owner = owner(channel);
        channel.close();
        throw new StoreException(
            "the data folder " + folder + " is in use by another process" + owner);
      }
      byte[] id = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(id), 0);
      return new FolderLock(channel, lock);
    } catch (IOException e) {
      throw new StoreException("cannot use the data folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // This process has it: the folder was opened twice.
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer id = ByteBuffer.allocate(MAX_ID_BYTES);
    int lengthBytes = channel.read(id, 0);
    return lengthBytes <= 0
        ? ""
        : " (id " + new String(id.array(), 0, lengthBytes, StandardCharsets.UTF_8) + ")";
  }

  @Override
  public void close() {
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw new StoreException("cannot release the data folder", e);
    }
  }
}
