package io.ringback.media.mms;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The picture is Ringback's mark, and was drawn by this class. */
class PictureCardTest {

    private static final Color GROUND = new Color(0x0b57a4);

    /** Draws it anew into {@code card.png}, where the arguments say. */
    public static void main(String[] file) throws IOException {
        ImageIO.write(draw(), "png", new File(file[0]));
    }

    /** The mark of ringback.svg, which has 32 units, in the middle of a plain ground. */
    private static BufferedImage draw() {
        BufferedImage card = new BufferedImage(PictureCard.WIDTH, PictureCard.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = card.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setColor(GROUND);
        pen.fillRect(0, 0, PictureCard.WIDTH, PictureCard.HEIGHT);
        double scale = PictureCard.HEIGHT / 32.0;
        pen.translate((PictureCard.WIDTH - 32 * scale) / 2, 0);
        pen.scale(scale, scale);
        pen.setColor(Color.WHITE);
        pen.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        // From the left of the circle over its top to its lower left, as in the mark.
        pen.draw(new Arc2D.Double(9, 10, 14, 14, 180, -306, Arc2D.OPEN));
        Path2D head = new Path2D.Double();
        head.moveTo(17.5, 21.5);
        head.lineTo(11, 23.5);
        head.lineTo(12.5, 16.8);
        pen.draw(head);
        pen.dispose();
        return card;
    }

    @Test
    void itIsWhatIsDrawnHere() throws IOException {
        BufferedImage kept = ImageIO.read(new ByteArrayInputStream(PictureCard.png()));
        BufferedImage drawn = draw();

        assertThat(kept.getWidth()).isEqualTo(PictureCard.WIDTH);
        assertThat(kept.getHeight()).isEqualTo(PictureCard.HEIGHT);
        int[] keptPixels = kept.getRGB(0, 0, kept.getWidth(), kept.getHeight(), null, 0, kept.getWidth());
        int[] drawnPixels = drawn.getRGB(0, 0, drawn.getWidth(), drawn.getHeight(), null, 0, drawn.getWidth());
        assertThat(keptPixels).isEqualTo(drawnPixels);
    }

    @Test
    void itIsSmallEnoughForEveryNetwork() {
        assertThat(PictureCard.png()).hasSizeLessThan(10_000);
    }
}
