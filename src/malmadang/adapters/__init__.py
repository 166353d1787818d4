"""One file per seam and implementation; none imports another."""
