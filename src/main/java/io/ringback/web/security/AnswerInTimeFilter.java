package io.ringback.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Cuts off whoever reads a long answer too slowly. The server itself has a limit for each pause only. What goes through a
 * writer, as pages do, is short enough for the connection's buffer.
 */
final class AnswerInTimeFilter extends OncePerRequestFilter {

    private final Duration free;
    private final DataSize leastPerSecond;

    /**
     * @param free how long any answer may take
     * @param leastPerSecond what has to be read in each further second
     */
    AnswerInTimeFilter(Duration free, DataSize leastPerSecond) {
        this.free = free;
        this.leastPerSecond = leastPerSecond;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {

            private ServletOutputStream inTime;

            @Override
            public ServletOutputStream getOutputStream() throws IOException {
                if (isEventStream(getContentType())) {
                    return super.getOutputStream();
                }
                if (inTime == null) {
                    inTime = new InTime(super.getOutputStream());
                }
                return inTime;
            }
        });
    }

    /** It stays open for as long as somebody watches, and what goes out on it fits into the connection's buffer. */
    private static boolean isEventStream(String contentType) {
        return contentType != null && contentType.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    private final class InTime extends ServletOutputStream {

        private static final int PIECE = 8192;
        private static final double NANOS_PER_SECOND = 1e9;

        private final ServletOutputStream out;
        private final long begun = System.nanoTime();
        private long written;

        InTime(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            inTime(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
                int piece = Math.min(PIECE, length - done);
                inTime(piece);
                out.write(bytes, offset + done, piece);
            }
        }

        /** Throws what the server throws itself when a client has gone, which nobody logs. */
        private void inTime(int more) throws ClientAbortException {
            double late = System.nanoTime() - begun - free.toNanos();
            if (late > written * NANOS_PER_SECOND / leastPerSecond.toBytes()) {
                throw new ClientAbortException("The client reads too slowly.");
            }
            written += more;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
