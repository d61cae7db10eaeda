package io.ringback.web.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * A request's body, all of which comes before a deadline. The server itself has a limit for each pause only, so whoever sends
 * a byte now and then holds a thread for ever. A pause that has begun before the deadline may outlast it.
 */
final class BodyInTime implements InputBuffer {

    private final InputBuffer connection;
    private final long deadline;
    private ByteBuffer read = ByteBuffer.allocate(0);
    private boolean complete;

    /** @param nanos how long the body may take from now */
    BodyInTime(InputBuffer connection, long nanos) {
        this.connection = connection;
        this.deadline = System.nanoTime() + nanos;
    }

    /** The connection's own; the server uses a connection's request object again, with what the last request left in it. */
    static InputBuffer unwrapped(InputBuffer body) {
        return body instanceof BodyInTime inTime ? inTime.connection : body;
    }

    /**
     * Reads ahead, so that nothing else waits for the client: until the body ends, or {@code most} bytes are there.
     *
     * @throws SocketTimeoutException if the client was too slow
     */
    void readAhead(int most) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Chunk chunk = new Chunk();
        while (!complete && bytes.size() < most) {
            if (fromConnection(chunk) < 0) {
                complete = true;
            } else {
                ByteBuffer got = chunk.buffer;
                bytes.write(got.array(), got.arrayOffset() + got.position(), got.remaining());
                got.position(got.limit());
            }
        }
        read = ByteBuffer.wrap(bytes.toByteArray());
    }

    boolean isComplete() {
        return complete;
    }

    /** Reads the rest, for the connection's next request. */
    void skipRest() throws IOException {
        Chunk chunk = new Chunk();
        while (!complete) {
            complete = fromConnection(chunk) < 0;
        }
    }

    @Override
    public int doRead(ApplicationBufferHandler reader) throws IOException {
        if (read.hasRemaining()) {
            ByteBuffer all = read;
            read = ByteBuffer.allocate(0);
            reader.setByteBuffer(all);
            return all.remaining();
        }
        if (complete) {
            return -1;
        }
        int count = fromConnection(reader);
        complete = count < 0;
        return count;
    }

    private int fromConnection(ApplicationBufferHandler reader) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new SocketTimeoutException("The body came too slowly.");
        }
        return connection.doRead(reader);
    }

    @Override
    public int available() {
        return read.hasRemaining() ? read.remaining() : connection.available();
    }

    private static final class Chunk implements ApplicationBufferHandler {
        private ByteBuffer buffer;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // Nothing is kept in it.
        }
    }
}
