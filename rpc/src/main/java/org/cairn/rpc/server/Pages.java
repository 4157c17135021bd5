package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pages that the node mounts, by path.
final class Pages {
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

  private final Map<String, Page.Source> sources;

  Pages(Map<String, Page.Source> sources) {
    this.sources = Map.copyOf(sources);
  }

  /// Whether there is such a page, which is then served.
  boolean serve(Vertx vertx, HttpServerRequest request) {
    String path = request.path();
    Page.Source source = path == null ? null : sources.get(path);
    if (path == null || source == null) {
      return false;
    }
    Context context = vertx.getOrCreateContext();
    var _ =
        Thread.ofVirtual()
            .name("rpc-page")
            .start(() -> {
              Page page = make(source, path);
              context.runOnContext(_ -> reply(request, page));
            });
    return true;
  }

  private static Page make(Page.Source source, String path) {
    try {
      return source.page();
    } catch (RuntimeException e) {
      LOG.error("event=page_failed path={}", path, e);
      return new Page(500, "text/plain", "internal error\n");
    }
  }

  private static void reply(HttpServerRequest request, Page page) {
    Replies.end(
        request
            .response()
            .setStatusCode(page.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType()),
        page.body().getBytes(UTF_8));
  }
}
