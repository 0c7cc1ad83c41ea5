"""Fresh objects that highdicom makes as a whole, from the slices of ``radiology`` and the slide of ``captures``."""

import highdicom as hd
import numpy as np
from highdicom.sr.coding import CodedConcept
from pydicom import Dataset
from pydicom.sr.codedict import codes

from tests.differential.bases.captures import whole_slide
from tests.differential.bases.parts import DATE, EQUIPMENT, TIME, code, frame_of_reference, item, put, srgb_profile, uid
from tests.differential.bases.radiology import ct, mr, pet

_LUNG = CodedConcept("39607008", "SCT", "Lung")
_TISSUE = CodedConcept("85756007", "SCT", "Tissue")


def _series(name: str) -> dict[str, object]:
    return {
        "series_instance_uid": uid("series", name),
        "series_number": 2,
        "sop_instance_uid": uid("instance", name),
        "instance_number": 1,
    }


def _segments(kind: str) -> hd.seg.SegmentDescription:
    return hd.seg.SegmentDescription(
        segment_number=1,
        segment_label="Lung",
        segmented_property_category=_TISSUE,
        segmented_property_type=_LUNG,
        algorithm_type=hd.seg.SegmentAlgorithmTypeValues.MANUAL,
        tracking_uid=uid("tracking", kind),
        tracking_id="Lung",
    )


def _segmentation(kind: str) -> Dataset:
    mask = np.zeros((3, 8, 8), dtype=np.uint8)
    mask[:, 2:5, 2:5] = 1
    pixels = mask.astype(np.float64) * 0.5 if kind == "FRACTIONAL" else mask
    return hd.seg.Segmentation(
        [ct(number) for number in range(3)],
        pixels,
        kind,
        [_segments(kind)],
        content_label="LUNG",
        content_description="Lung",
        content_creator_name="Kranz^Ada",
        **_series(f"segmentation {kind}"),
        **EQUIPMENT,
    )


def binary_segmentation() -> Dataset:
    return _segmentation("BINARY")


def fractional_segmentation() -> Dataset:
    return _segmentation("FRACTIONAL")


def label_map() -> Dataset:
    return _segmentation("LABELMAP")


def tiled_segmentation() -> Dataset:
    """Of a whole slide."""
    mask = np.zeros((4, 8, 8), dtype=np.uint8)
    mask[:, 2:5, 2:5] = 1
    return hd.seg.Segmentation(
        [whole_slide()], mask, "BINARY", [_segments("tiled")], **_series("tiled segmentation"), **EQUIPMENT
    )


def parametric_map() -> Dataset:
    return _parametric_map(np.linspace(0, 1, 3 * 64).reshape(3, 8, 8).astype(np.float32), "float map", (0.0, 1.0))


def integer_parametric_map() -> Dataset:
    return _parametric_map(np.arange(3 * 64, dtype=np.uint16).reshape(3, 8, 8), "integer map", (0, 191))


def _parametric_map(pixels: np.ndarray, name: str, mapped: tuple[float, float]) -> Dataset:
    """With the Frame Anatomy that highdicom leaves out and PS3.3 A.75.4 demands."""
    mapping = hd.pm.RealWorldValueMapping(
        lut_label="1",
        lut_explanation="Ratio",
        unit=codes.UCUM.NoUnits,
        value_range=mapped,
        intercept=0,
        slope=1,
    )
    result = hd.pm.ParametricMap(
        [ct(number) for number in range(3)],
        pixels,
        contains_recognizable_visual_features=False,
        real_world_value_mappings=[mapping],
        voi_lut_transformations=[hd.VOILUTTransformation(window_center=0.5, window_width=1.0)],
        content_label="RATIO",
        **_series(name),
        **EQUIPMENT,
    )
    anatomy = item(FrameLaterality="U", AnatomicRegionSequence=[code("51185008", "SCT", "Chest")])
    put(result.SharedFunctionalGroupsSequence[0], FrameAnatomySequence=[anatomy])
    return result


def secondary_capture() -> Dataset:
    return hd.sc.SCImage(
        pixel_array=np.arange(64, dtype=np.uint8).reshape(8, 8),
        photometric_interpretation="MONOCHROME2",
        bits_allocated=8,
        coordinate_system="PATIENT",
        study_instance_uid=uid("study"),
        manufacturer="Example Imaging",
        patient_id="P-4711",
        patient_name="Winter^Tim",
        patient_birth_date="19700131",
        patient_sex="M",
        accession_number="A2024-0815",
        study_id="S1",
        study_date=DATE,
        study_time=TIME,
        referring_physician_name="Kranz^Ada",
        laterality="L",
        patient_orientation=["L", "P"],
        **_series("capture"),
    )


def legacy_ct() -> Dataset:
    return hd.legacy.LegacyConvertedEnhancedCTImage([ct(n) for n in range(3)], **_series("legacy ct"))


def legacy_mr() -> Dataset:
    return hd.legacy.LegacyConvertedEnhancedMRImage([mr(n) for n in range(3)], **_series("legacy mr"))


def legacy_pet() -> Dataset:
    return hd.legacy.LegacyConvertedEnhancedPETImage([pet(n) for n in range(3)], **_series("legacy pet"))


def _measurements(region: hd.sr.PlanarROIMeasurementsAndQualitativeEvaluations) -> hd.sr.MeasurementReport:
    observer = hd.sr.ObserverContext(
        observer_type=codes.DCM.Person,
        observer_identifying_attributes=hd.sr.PersonObserverIdentifyingAttributes(name="Kranz^Ada"),
    )
    return hd.sr.MeasurementReport(
        observation_context=hd.sr.ObservationContext(observer_person_context=observer),
        procedure_reported=codes.LN.CTUnspecifiedBodyRegion,
        imaging_measurements=[region],
    )


def _planar(region: hd.sr.ImageRegion | hd.sr.ImageRegion3D) -> hd.sr.MeasurementReport:
    area = hd.sr.Measurement(name=codes.SCT.Area, value=4.0, unit=codes.UCUM.SquareMillimeter)
    return _measurements(
        hd.sr.PlanarROIMeasurementsAndQualitativeEvaluations(
            tracking_identifier=hd.sr.TrackingIdentifier(uid=uid("roi"), identifier="ROI 1"),
            referenced_region=region,
            finding_type=codes.SCT.Nodule,
            measurements=[area],
        )
    )


def _region() -> hd.sr.ImageRegion:
    slice_ = ct()
    return hd.sr.ImageRegion(
        graphic_type=hd.sr.GraphicTypeValues.POLYLINE,
        graphic_data=np.array([[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 1.0]]),
        source_image=hd.sr.SourceImageForRegion(slice_.SOPClassUID, slice_.SOPInstanceUID),
    )


def _report(kind: type[hd.sr.EnhancedSR], name: str, content: hd.sr.MeasurementReport) -> Dataset:
    return kind(evidence=[ct()], content=content[0], manufacturer="Example Imaging", is_complete=True, **_series(name))


def comprehensive_report() -> Dataset:
    return _report(hd.sr.ComprehensiveSR, "comprehensive", _planar(_region()))


def enhanced_report() -> Dataset:
    return _report(hd.sr.EnhancedSR, "enhanced report", _planar(_region()))


def spatial_report() -> Dataset:
    """With a region in the frame of reference of the patient."""
    region = hd.sr.ImageRegion3D(
        graphic_type=hd.sr.GraphicTypeValues3D.POLYGON,
        graphic_data=np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 2.0, 0.0], [0.0, 0.0, 0.0]]),
        frame_of_reference_uid=uid("frame of reference"),
    )
    return _report(hd.sr.Comprehensive3DSR, "spatial report", _planar(region))


def key_objects() -> Dataset:
    selection = hd.ko.KeyObjectSelection(codes.DCM.OfInterest, [ct()], description="Look here.")
    return hd.ko.KeyObjectSelectionDocument([ct()], selection, manufacturer="Example Imaging", **_series("keys"))


def grayscale_presentation() -> Dataset:
    layer = hd.pr.GraphicLayer("LAYER1", order=1, description="Marks")
    annotation = hd.pr.GraphicAnnotation(
        referenced_images=[ct()],
        graphic_layer=layer,
        graphic_objects=[
            hd.pr.GraphicObject("POLYLINE", np.array([[1.0, 1.0], [3.0, 3.0]]), units="PIXEL"),
        ],
        text_objects=[hd.pr.TextObject("Here", units="PIXEL", anchor_point=(2.0, 2.0), anchor_point_visible=True)],
    )
    return hd.pr.GrayscaleSoftcopyPresentationState(
        referenced_images=[ct()],
        content_label="MARKS",
        graphic_layers=[layer],
        graphic_annotations=[annotation],
        voi_lut_transformations=[hd.pr.SoftcopyVOILUTTransformation(window_center=40, window_width=400)],
        **_series("grayscale"),
        **EQUIPMENT,
    )


def _palette() -> hd.PaletteColorLUTTransformation:
    ramp = np.arange(256, dtype=np.uint16) * 257
    red, green, blue = (hd.PaletteColorLUT(0, ramp, name) for name in ("red", "green", "blue"))
    return hd.PaletteColorLUTTransformation(red, green, blue, palette_color_lut_uid=uid("palette"))


def pseudo_colour_presentation() -> Dataset:
    return hd.pr.PseudoColorSoftcopyPresentationState(
        referenced_images=[ct()],
        palette_color_lut_transformation=_palette(),
        content_label="COLOURS",
        icc_profile=srgb_profile(),
        **_series("pseudo colour"),
        **EQUIPMENT,
    )


def colour_presentation() -> Dataset:
    return hd.pr.ColorSoftcopyPresentationState(
        referenced_images=[whole_slide()],
        content_label="COLOURS",
        icc_profile=srgb_profile(),
        **_series("colour"),
        **EQUIPMENT,
    )


def blending_presentation() -> Dataset:
    """With the Frame of Reference Module, which highdicom leaves out and PS3.3 A.33.7 demands."""

    def blended(number: int, images: list[Dataset]) -> hd.pr.AdvancedBlending:
        return hd.pr.AdvancedBlending(
            referenced_images=images,
            blending_input_number=number,
            voi_lut_transformations=[hd.pr.SoftcopyVOILUTTransformation(window_center=40, window_width=400)],
            palette_color_lut_transformation=_palette(),
        )

    both = [hd.pr.BlendingDisplayInput(number) for number in (1, 2)]
    blending = hd.pr.AdvancedBlendingPresentationState(
        referenced_images=[ct(), mr()],
        blending=[blended(1, [ct()]), blended(2, [mr()])],
        blending_display=[hd.pr.BlendingDisplay("EQUAL", both)],
        content_label="BLENDED",
        icc_profile=srgb_profile(),
        **_series("blending"),
        **EQUIPMENT,
    )
    return frame_of_reference(blending)


def annotations() -> Dataset:
    """Points and polygons on a slide."""
    groups = [
        hd.ann.AnnotationGroup(
            number=number,
            uid=uid("annotations", number),
            label="Nuclei",
            annotated_property_category=_TISSUE,
            annotated_property_type=CodedConcept("84640000", "SCT", "Nucleus"),
            graphic_type=kind,
            graphic_data=shapes,
            algorithm_type=hd.ann.AnnotationGroupGenerationTypeValues.MANUAL,
        )
        for number, (kind, shapes) in enumerate(
            [
                ("POINT", [np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])]),
                ("POLYGON", [np.array([[1.0, 1.0], [3.0, 1.0], [3.0, 3.0]])]),
            ],
            1,
        )
    ]
    return hd.ann.MicroscopyBulkSimpleAnnotations(
        [whole_slide()], "2D", groups, content_label="NUCLEI", **_series("annotations"), **EQUIPMENT
    )
