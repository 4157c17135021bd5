package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageSplitterTest {
  private static final String TWO = "{\"a\":\"}\\\"{\"} \n[[1],{\"b\":2}]{";

  @Test
  void messages_inPiecesOfAnyLength_areTheSame() {
    for (int pieceBytes = 1; pieceBytes <= TWO.length(); pieceBytes++) {
      MessageSplitter splitter = new MessageSplitter(100);
      List<String> found = new ArrayList<>();
      for (int from = 0; from < TWO.length(); from += pieceBytes) {
        String piece = TWO.substring(from, Math.min(TWO.length(), from + pieceBytes));
        ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          byte @Nullable [] message = splitter.next(bytes);
          if (message != null) {
            found.add(new String(message, UTF_8));
          }
        }
      }
      assertThat(found)
          .as("pieces of %d", pieceBytes)
          .containsExactly("{\"a\":\"}\\\"{\"}", "[[1],{\"b\":2}]");
    }
  }

  @Test
  void message_ofOneByteTooMany_isRefused() {
    ByteBuffer message = ByteBuffer.wrap("[1,23]".getBytes(UTF_8));
    assertThat(new MessageSplitter(6).next(message.duplicate())).hasSize(6);
    assertThatThrownBy(() -> new MessageSplitter(5).next(message))
        .hasMessageContaining("more than 5 bytes");
  }

  @Test
  void text_thatIsNoMessage_isRefused() {
    ByteBuffer text = ByteBuffer.wrap(" GET / HTTP/1.1".getBytes(UTF_8));
    assertThatThrownBy(() -> new MessageSplitter(100).next(text))
        .hasMessageContaining("an object or an array");
  }
}
