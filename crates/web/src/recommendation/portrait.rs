//! A portrait, made anew out of what was uploaded: turned upright, cut to 4:5 around its centre, scaled to 640 × 800,
//! written as JPEG. Nothing of the file that came is kept, so neither its EXIF (place, time, device) nor anything else
//! that hides in a file reaches the public.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

/// Most bytes of an upload.
pub const MOST: usize = 5 * 1024 * 1024;
/// Width and height of a portrait, px.
pub const SIZE: (u32, u32) = (640, 800);
/// The smallest picture that is taken, px: a smaller one could only be shown blurred.
const LEAST: (u32, u32) = (240, 300);
/// The largest side that is decoded, px.
const LARGEST: u32 = 12_000;
/// Most memory that decoding may take, bytes: a small file can unfold into a huge picture.
const MEMORY: u64 = 256 * 1024 * 1024;
/// JPEG quality.
const QUALITY: u8 = 86;

/// Why a picture was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PortraitError {
    /// The file is too large.
    #[error("the file is larger than {MOST} bytes")]
    TooLarge,
    /// It is no JPEG, PNG or WebP, or it is damaged.
    #[error("the file is no picture that can be read")]
    Unreadable,
    /// It has too few pixels.
    #[error("the picture is smaller than {LEAST:?}")]
    TooSmall,
}

impl PortraitError {
    /// The message that tells it.
    pub fn key(self) -> &'static str {
        match self {
            PortraitError::TooLarge => "recommendation-portrait-too-large",
            PortraitError::Unreadable => "recommendation-portrait-unreadable",
            PortraitError::TooSmall => "recommendation-portrait-too-small",
        }
    }
}

/// The portrait out of an upload. Takes long enough that it belongs on a thread of its own.
///
/// # Errors
/// [`PortraitError`] where the upload is not taken.
pub fn remake(bytes: &[u8]) -> Result<Vec<u8>, PortraitError> {
    if bytes.len() > MOST {
        return Err(PortraitError::TooLarge);
    }
    let unreadable = |_| PortraitError::Unreadable;
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PortraitError::Unreadable)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(PortraitError::Unreadable);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST);
    limits.max_image_height = Some(LARGEST);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    // How the camera was held stands in the EXIF that is about to go.
    let upright = decoder.orientation().map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(upright);
    if picture.width() < LEAST.0 || picture.height() < LEAST.1 {
        return Err(PortraitError::TooSmall);
    }
    let cut = on_white(&picture.resize_to_fill(SIZE.0, SIZE.1, FilterType::CatmullRom));
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&cut).map_err(unreadable)?;
    Ok(out)
}

/// JPEG knows no transparency: what shines through is white, as on paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let rgba = picture.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        let over = |c: u8| ((u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255) as u8;
        Rgb([over(r), over(g), over(b)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageEncoder, Rgba, RgbaImage};

    fn png(width: u32, height: u32) -> Vec<u8> {
        // Red on the left, clear on the right: the cut and the white ground can be seen.
        let picture = RgbaImage::from_fn(width, height, |x, _| {
            if x < width / 2 { Rgba([200, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) }
        });
        let mut out = Vec::new();
        image::codecs::png::PngEncoder::new(&mut out)
            .write_image(&picture, width, height, image::ExtendedColorType::Rgba8)
            .unwrap();
        out
    }

    /// A JPEG that says in its EXIF that the camera was held on its side, and where that was.
    fn jpeg_with_exif() -> Vec<u8> {
        let picture =
            RgbImage::from_fn(900, 600, |x, _| if x < 450 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) });
        let mut plain = Vec::new();
        JpegEncoder::new_with_quality(&mut plain, 90).encode_image(&picture).unwrap();
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"GPS 35.1 118.3");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut out = plain[..2].to_vec();
        out.extend_from_slice(&[0xFF, 0xE1]);
        out.extend_from_slice(&length);
        out.extend_from_slice(&exif);
        out.extend_from_slice(&plain[2..]);
        out
    }

    #[test]
    fn a_picture_becomes_a_portrait_of_the_right_size_on_white() {
        let made = image::load_from_memory(&remake(&png(900, 600)).unwrap()).unwrap().to_rgb8();
        assert_eq!(made.dimensions(), SIZE);
        assert!(made.get_pixel(10, 400).0[0] > 180, "the left is red");
        assert!(made.get_pixel(630, 400).0.iter().all(|c| *c > 240), "what was clear is white");
    }

    #[test]
    fn a_photo_taken_sideways_stands_upright_and_says_no_more_where_it_was_taken() {
        let made = remake(&jpeg_with_exif()).unwrap();
        assert!(!made.windows(4).any(|four| four == b"Exif" || four == b"GPS "));
        let made = image::load_from_memory(&made).unwrap().to_rgb8();
        let (top, bottom) = (made.get_pixel(320, 20).0, made.get_pixel(320, 780).0);
        assert!(top[0] > 150 && bottom[2] > 150, "what was left is above: {top:?} {bottom:?}");
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(remake(b"%PDF-1.7 nothing to see"), Err(PortraitError::Unreadable));
        assert_eq!(remake(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(PortraitError::Unreadable));
        assert_eq!(remake(&png(100, 100)), Err(PortraitError::TooSmall));
        assert_eq!(remake(&vec![0; MOST + 1]), Err(PortraitError::TooLarge));
        let whole = png(900, 600);
        assert_eq!(remake(&whole[..whole.len() / 2]), Err(PortraitError::Unreadable));
    }
}
